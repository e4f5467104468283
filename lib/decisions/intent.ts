import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit } from '#lib/audit/record'
import { type StoredBan, storeBans, toBanScope, toEnd } from '#lib/bans/store'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { processId } from '#lib/db/lease'
import { decisions } from '#lib/db/schema'
import { jsonRows } from '#lib/db/sql'
import { policyVersion } from '#lib/policies/policies'
import { type CallWork, type ClaimedDecision, WORKER_SECONDS } from './calls.ts'
import { findKnownPeople } from './known-people.ts'
import { numberCalls, type PlannedTarget, resolveTargets } from './plan.ts'
import type { EjectInput } from './schemas.ts'

export type Decider = { id: string; name: string; actor: AuditActor }

/** A call that this process has claimed and marked as sent together with the intent, and must make now. */
export type SoleCall = { decision: ClaimedDecision; work: CallWork }

export type Intent = { decisionId: string; calls: number; isNew: boolean; sole: SoleCall | null }

type Draft = {
  id: string
  input: EjectInput
  by: Decider
  askedAt: Date
  targets: PlannedTarget[]
  callOf: (number | null)[]
  calls: number
}

/**
 * Stores what is about to be done: decision, targets, bans and audit event, all or nothing. The same confirmation sent
 * again finds the first one.
 */
export async function recordIntent(by: Decider, input: EjectInput): Promise<Intent> {
  try {
    return await inTransaction((tx) => recordIntentIn(tx, by, input))
  } catch (error) {
    if (error instanceof RepeatedIntent) return findIntent(by.id, input.intentKey)
    throw error
  }
}

/**
 * The same in the caller's transaction, which a repeated confirmation makes fail. `enforced`: the bans by user ID that this
 * decision puts into effect; it then makes none.
 */
export async function recordIntentIn(
  tx: Transaction,
  by: Decider,
  input: EjectInput,
  enforced?: Map<string, StoredBan>,
): Promise<Intent> {
  const draft = await storeIntent(tx, by, input, enforced)
  const { id, calls } = draft
  return { decisionId: id, calls, isNew: true, sole: calls === 1 ? toSoleCall(draft) : null }
}

/** Rolls back whatever was stored beside a decision that was there already. */
class RepeatedIntent extends Error {}

async function storeIntent(
  tx: Transaction,
  by: Decider,
  input: EjectInput,
  enforced?: Map<string, StoredBan>,
): Promise<Draft> {
  const ids = input.targets.map((target) => target.id)
  const targets = resolveTargets(input.targets, await findKnownPeople(tx, input.room, ids), input.ban)
  const draft: Draft = {
    id: crypto.randomUUID(),
    input,
    by,
    askedAt: new Date(),
    targets,
    ...numberCalls(targets, input.ban),
  }
  if (input.ban && enforced === undefined) await assertFirst(tx, by.id, input.intentKey)
  const bans = enforced ?? (input.ban ? await storeBansOf(tx, draft) : new Map<string, StoredBan>())
  if (!(await insertDecision(tx, draft, bans))) throw new RepeatedIntent()
  await appendIntent(tx, draft, bans)
  return draft
}

const INTENTS = 7_265_004

/**
 * Storing bans locks people that the first decision's outcome waits for: a repetition must leave before, or the two wait
 * for each other.
 */
async function assertFirst(tx: Transaction, operatorId: string, intentKey: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(${INTENTS}::int, hashtext(${`${operatorId}:${intentKey}`}))`,
  )
  const found = await tx
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(eq(decisions.operatorId, operatorId), eq(decisions.intentKey, intentKey)))
  if (found.length > 0) throw new RepeatedIntent()
}

async function findIntent(operatorId: string, intentKey: string): Promise<Intent> {
  const db = await database()
  const [row] = await db
    .select({ decisionId: decisions.id, calls: decisions.callsPlanned })
    .from(decisions)
    .where(and(eq(decisions.operatorId, operatorId), eq(decisions.intentKey, intentKey)))
  if (row === undefined) throw new Error('An intent was refused as a repetition and yet is not there.')
  return { ...row, isNew: false, sole: null }
}

function toSoleCall({ id, input, by, askedAt, targets, callOf }: Draft): SoleCall {
  const sent = targets.flatMap((target, position) =>
    callOf[position] === 0 ? [{ ...target, position, sessions: toListed(target) }] : [],
  )
  return {
    decision: {
      id,
      room: input.room,
      ban: input.ban,
      calls: 1,
      operatorId: by.id,
      operatorName: by.name,
      automated: by.actor.kind === 'system',
    },
    work: { callNo: 0, targets: sent, stopped: false, sentAt: askedAt },
  }
}

function toListed({ sessions }: PlannedTarget) {
  return sessions.map(({ participantId, name }) => ({ participantId, name, listed: true }))
}

/** One statement, because an operator waits for it. False, and nothing stored, if this confirmation was sent before. */
async function insertDecision(tx: Transaction, draft: Draft, bans: Map<string, StoredBan>): Promise<boolean> {
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
    source: isSystem ? ('enforcement' as const) : ('operator' as const),
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

function storeBansOf(tx: Transaction, { id, input, by, askedAt, targets }: Draft) {
  const people = new Map<string, { userId: string; name: string | null }>()
  for (const { userId, name, protected: isProtected } of targets) {
    if (userId !== null && !isProtected)
      people.set(userId, { userId, name: people.get(userId)?.name ?? name })
  }
  return storeBans(tx, {
    people: [...people.values()],
    scope: toBanScope(input.banScope, input.room),
    seconds: input.banSeconds,
    startsAt: askedAt,
    policy: input.policy,
    reason: input.reason,
    source: 'operator',
    decisionId: id,
    createdBy: by,
  })
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

function appendIntent(
  tx: Transaction,
  { id, input, by, targets, calls }: Draft,
  bans: Map<string, StoredBan>,
) {
  const { room, ban, policy, reason, retryOf } = input
  return appendAudit(tx, {
    actor: by.actor,
    verb: 'participant.eject',
    result: 'asked',
    room,
    decisionId: id,
    details: {
      ban,
      ...(ban ? { scope: input.banScope.kind, seconds: input.banSeconds, bans: bans.size } : {}),
      policy,
      policyVersion: policyVersion(policy),
      targets: targets.length,
      protected: targets.filter((target) => target.protected).length,
      calls,
      retryOf,
    },
    subjects: [
      ...targets.map((target) => ({
        kind: target.kind,
        id: target.id,
        userId: target.userId,
        name: target.name,
      })),
      ...(reason === '' ? [] : [{ reason }]),
    ],
  })
}
