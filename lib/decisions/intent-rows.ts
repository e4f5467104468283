import 'server-only'
import { sql } from 'drizzle-orm'
import type { AuditActor } from '#lib/audit/record'
import { type StoredBan, toBanScope, toEnd } from '#lib/bans/store'
import type { Transaction } from '#lib/db/database'
import { processId } from '#lib/db/lease'
import { decisions } from '#lib/db/schema'
import { jsonRows } from '#lib/db/sql'
import { policyVersion } from '#lib/policies/book'
import { WORKER_SECONDS } from './calls.ts'
import type { PlannedTarget } from './plan.ts'
import type { EjectInput } from './schemas.ts'

/** `reportId`: the group of reports on which this is decided. */
export type IntentInput = EjectInput & { reportId?: string }

export type Decider = { id: string; name: string; actor: AuditActor }

/** A decision about to be stored: who asked for what, whom it means, and which call carries whom. */
export type Draft = {
  id: string
  input: IntentInput
  by: Decider
  askedAt: Date
  targets: PlannedTarget[]
  callOf: (number | null)[]
  calls: number
}

/** One statement, because an operator waits for it. False, and nothing stored, if this confirmation was sent before. */
export async function insertDecision(
  tx: Transaction,
  draft: Draft,
  bans: Map<string, StoredBan>,
): Promise<boolean> {
  const decision = tx
    .insert(decisions)
    .values(toDecisionRow(draft))
    .onConflictDoNothing({ target: [decisions.operatorId, decisions.intentKey] })
    .returning({ id: decisions.id })
  const targets = draft.targets.map((target, position) => toTargetRow(draft, bans, target, position))
  const { rows } = await tx.execute(sql`
    with decision as ${decision},
    targets as (
      insert into decision_targets (decision_id, position, kind, target_id, user_id, name, sessions, ban_state, ban_id,
        call_no, sent_at, outcome, reason)
      select decision.id, r.position, r.kind, r.id, r."userId", r.name, r.sessions, r."banState", r."banId", r."callNo",
        r."sentAt", r.outcome, r.reason
      from decision, jsonb_to_recordset(${jsonRows(targets)}) as r(position int, kind text, id text, "userId" text,
        name text, sessions jsonb, "banState" text, "banId" uuid, "callNo" int, "sentAt" timestamptz, outcome text,
        reason text)
    )
    select id from decision`)
  return rows.length === 1
}

function toDecisionRow({ id, input, by, askedAt, targets, calls }: Draft) {
  const scope = toBanScope(input.banScope, input.room)
  const isSystem = by.actor.kind === 'system'
  return {
    id,
    operatorId: by.id,
    operatorName: by.name,
    intentKey: input.intentKey,
    room: input.room,
    source: sourceOf(input, isSystem),
    reportId: input.reportId ?? null,
    automated: isSystem,
    ban: input.ban,
    banScopeKind: input.ban ? scope.kind : null,
    banScopeValue: input.ban ? scope.value : null,
    banEndsAt: input.ban ? toEnd({ startsAt: askedAt, seconds: input.banSeconds }) : null,
    policy: input.policy,
    policyVersion: policyVersion(input.policy),
    reason: input.reason,
    retryOf: input.retryOf ?? null,
    targetCount: targets.length,
    callsPlanned: calls,
    askedAt,
    status: calls === 0 ? ('settled' as const) : ('open' as const),
    settledAt: calls === 0 ? askedAt : null,
    // A single call is made by the process that stored it, at once; a longer list waits for the bulk caller.
    worker: calls === 1 ? processId() : null,
    workerUntil: calls === 1 ? sql`now() + make_interval(secs => ${WORKER_SECONDS})` : null,
  }
}

function sourceOf({ reportId }: IntentInput, isSystem: boolean) {
  if (isSystem) return 'enforcement' as const
  return reportId === undefined ? ('operator' as const) : ('report' as const)
}

function toTargetRow(
  { callOf, calls, askedAt, input }: Draft,
  bans: Map<string, StoredBan>,
  target: PlannedTarget,
  position: number,
) {
  const ban = target.userId === null || target.protected ? undefined : bans.get(target.userId)
  return {
    position,
    kind: target.kind,
    id: target.id,
    userId: target.userId,
    name: target.name,
    sessions: toListed(target),
    banState: ban?.state ?? (input.ban && !target.protected ? 'no_user_id' : 'none'),
    banId: ban?.banId ?? null,
    callNo: callOf[position] ?? null,
    sentAt: calls === 1 && !target.protected ? askedAt : null,
    outcome: target.protected ? 'not_attempted' : null,
    reason: target.protected ? 'protected' : null,
  }
}

export function toListed({ sessions }: PlannedTarget) {
  return sessions.map(({ participantId, name }) => ({ participantId, name, listed: true }))
}
