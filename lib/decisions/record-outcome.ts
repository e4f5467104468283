import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit, SYSTEM, toActor } from '#lib/audit/record'
import type { EjectResult } from '#lib/daily/retry'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { processId } from '#lib/db/lease'
import type { Unattributed } from '#lib/db/schema'
import { inTexts, jsonRows } from '#lib/db/sql'
import { inOrder } from '#lib/presence/rows'
import type { CallWork, ClaimedDecision } from './calls.ts'
import type { CallResult, SentTarget, TargetResult } from './outcomes.ts'
import type { DecisionSummary, TargetOutcome } from './status.ts'
import { isOutcomeHeardSql, tellEnforced, tellSettled } from './tell.ts'

const WATCH_SECONDS = 180

/** Whose sessions these are, as far as our table knows. */
export async function userIdsOf(room: string, participantIds: string[]): Promise<Map<string, string>> {
  if (participantIds.length === 0) return new Map()
  const db = await database()
  const { rows } = await db.execute<{ participantId: string; userId: string }>(sql`
    select participant_id as "participantId", user_id as "userId" from participants
    where room = ${room} and user_id is not null and participant_id ${inTexts(participantIds)}`)
  return new Map(rows.map((row) => [row.participantId, row.userId]))
}

export function actorOf(
  decision: Pick<ClaimedDecision, 'operatorId' | 'operatorName' | 'automated'>,
): AuditActor {
  if (decision.automated || decision.operatorId === null) return SYSTEM
  return toActor({ id: decision.operatorId, name: decision.operatorName })
}

type Answer = Pick<EjectResult, 'kind' | 'attempts'> & { status?: number | null }

/**
 * Stores what became of one call: outcomes, whom Daily ejected, which bans it was told, progress and audit event. Nothing
 * if another process has taken the decision over meanwhile: it has counted this call as unconfirmed.
 */
export async function recordOutcome(
  decision: ClaimedDecision,
  work: CallWork,
  call: CallResult,
  answer: Answer,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { callNo } = work
    const unattributed = call.unattributed.map((participantId) => ({ participantId, callNo }))
    const ejected = inOrder(ejectedSessions(decision.room, work.targets, call))
    // Bans before participants, as whoever lifts bans does: in the other order the two could wait for each other.
    if (decision.ban && answer.kind === 'answered') {
      if (!(await lockOwn(tx, decision.id))) return
      await noteTold(tx, decision, call.results)
    }
    const stored = await storeOutcome(tx, decision, { results: call.results, unattributed, ejected })
    if (stored === null) return
    if (stored.isHeard) await tellOutcome(tx, decision, stored.status, call.results)
    await appendAudit(tx, {
      actor: actorOf(decision),
      verb: 'participant.eject',
      result: call.results.some(({ outcome }) => outcome === 'ejected' || outcome === 'not_in_room')
        ? 'done'
        : 'failed',
      room: decision.room,
      decisionId: decision.id,
      details: {
        call: work.callNo + 1,
        calls: decision.calls,
        ban: decision.ban,
        attempts: answer.attempts,
        answer: answer.kind,
        status: answer.status ?? undefined,
        ...countOutcomes(call.results),
      },
      subjects: toSubjects(work.targets, call.results),
    })
  })
}

async function lockOwn(tx: Transaction, decisionId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from decisions where id = ${decisionId}::uuid and status = 'open' and worker = ${processId()} for update`)
  return rows.length === 1
}

type Outcome = { results: TargetResult[]; unattributed: Unattributed[]; ejected: EjectedSession[] }

/**
 * One statement, because an operator waits for it: the call counts as done, its targets get their outcomes, and whom Daily
 * ejected is marked. Sessions that presence has not listed yet are noted too: Daily may go on listing them for a while.
 * Null, and nothing stored, if the decision is no longer this process's.
 */
async function storeOutcome(
  tx: Transaction,
  { id, room, ban }: ClaimedDecision,
  { results, unattributed, ejected }: Outcome,
): Promise<(Advanced & { isHeard: boolean }) | null> {
  const { rows } = await tx.execute<Advanced & { isHeard: boolean }>(sql`
    with own as (${advanced(id, 1, unattributed)}),
    told as (
      update decision_targets t
      set outcome = r.outcome, reason = r.reason, sessions = r.sessions, answered_at = clock_timestamp()
      from jsonb_to_recordset(${jsonRows(results)}) as r(position int, outcome text, reason text, sessions jsonb)
      where t.decision_id in (select id from own) and t.position = r.position
    ),
    marked as (
      insert into participants (room, participant_id, user_id, name, source, joined_at, first_seen_at, left_at, ended_how,
        ejected_at, ejected_with_ban)
      select ${room}, r."participantId", r."userId", r.name, 'eject', clock_timestamp(), clock_timestamp(),
        clock_timestamp(), ${ban ? 'banned' : 'ejected'}, clock_timestamp(), ${ban}
      from jsonb_to_recordset(${jsonRows(ejected)}) as r("participantId" text, "userId" text, name text)
      where exists (select 1 from own)
      on conflict (room, participant_id) do update
        set ejected_at = excluded.ejected_at, ejected_with_ban = excluded.ejected_with_ban
    )
    select status, ${isOutcomeHeardSql} as "isHeard" from own`)
  return rows[0] ?? null
}

type EjectedSession = { room: string; participantId: string; userId: string | null; name: string | null }

function ejectedSessions(
  room: string,
  targets: readonly SentTarget[],
  { results, unattributed }: CallResult,
): EjectedSession[] {
  const known = targets.flatMap(({ position, kind, id, userId, name }) => {
    const result = results.find((found) => found.position === position)
    const own = kind === 'participant' && result?.outcome === 'ejected' ? [id] : []
    const others = (result?.sessions ?? []).flatMap((s) => (s.ejected === true ? [s.participantId] : []))
    return [...own, ...others].map((participantId) => ({ room, participantId, userId, name }))
  })
  const unknown = unattributed.map((participantId) => ({ room, participantId, userId: null, name: null }))
  return [...new Map([...unknown, ...known].map((session) => [session.participantId, session])).values()]
}

/** A live meeting answered, so Daily knows these bans until it ends. Enforcement that ejected somebody is counted. */
async function noteTold(
  tx: Transaction,
  { id, room, automated }: ClaimedDecision,
  results: readonly TargetResult[],
): Promise<void> {
  const rows = results.map(({ position, outcome }) => ({
    position,
    enforced: automated && outcome === 'ejected' ? 1 : 0,
  }))
  await tx.execute(sql`
    with told as materialized (
      select t.ban_id, sum(r.enforced)::int as enforced
      from jsonb_to_recordset(${jsonRows(rows)}) as r(position int, enforced int)
      join decision_targets t on t.decision_id = ${id}::uuid and t.position = r.position
      where t.ban_id is not null group by t.ban_id
    ),
    locked as materialized (
      select id from bans where id in (select ban_id from told) order by id for update
    )
    update bans b set told_at = clock_timestamp(),
      told_meeting_id = coalesce((
        select meeting_id from participants where room = ${room} and meeting_id is not null
        order by left_at desc nulls first, joined_at desc limit 1), b.told_meeting_id),
      enforced_count = b.enforced_count + told.enforced,
      last_enforced_at = case when told.enforced > 0 then clock_timestamp() else b.last_enforced_at end
    from told join locked on locked.id = told.ban_id
    where b.id = told.ban_id`)
}

type Advanced = Pick<DecisionSummary, 'status'>

/** With a statement of its own, which sees what calls beside this one have stored. */
async function tellOutcome(
  tx: Transaction,
  { id, automated }: ClaimedDecision,
  status: Advanced['status'],
  results: readonly TargetResult[],
): Promise<void> {
  const ejected = results.flatMap(({ position, outcome }) => (outcome === 'ejected' ? [position] : []))
  if (automated) await tellEnforced(tx, id, ejected)
  else if (status === 'settled') await tellSettled(tx, id)
}

/** Counts calls as done; the last one settles the decision, and presence watches it for a while after each. */
function advanced(decisionId: string, calls: number, unattributed: Unattributed[]): SQL {
  return sql`
    update decisions set calls_done = calls_done + ${calls}::int,
      unattributed = unattributed || ${jsonRows(unattributed)},
      status = case when calls_done + ${calls}::int < calls_planned then 'open' else 'settled' end,
      settled_at = case when calls_done + ${calls}::int < calls_planned then null else clock_timestamp() end,
      watch_until = clock_timestamp() + make_interval(secs => ${WATCH_SECONDS})
    where id = ${decisionId}::uuid and status = 'open' and worker = ${processId()}
    returning id, status`
}

type Interrupted = SentTarget & { callNo: number }

/**
 * Calls that an earlier worker may have sent and whose answer nobody heard: their targets end unconfirmed, and presence
 * decides. Only somebody seen still there is sent again, by participant ID.
 */
export async function markInterrupted(decision: ClaimedDecision): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await lockOwn(tx, decision.id))) return
    const { rows } = await tx.execute<Interrupted>(sql`
      update decision_targets set outcome = 'unconfirmed', reason = 'interrupted', answered_at = clock_timestamp()
      where decision_id = ${decision.id}::uuid and sent_at is not null and outcome is null
      returning position, kind, target_id as id, user_id as "userId", name, sessions, call_no as "callNo"`)
    if (rows.length === 0) return
    await tx.execute(advanced(decision.id, new Set(rows.map((row) => row.callNo)).size, []))
    await tellSettled(tx, decision.id)
    const results = rows.map(
      ({ position, sessions }) =>
        ({ position, sessions, outcome: 'unconfirmed', reason: 'interrupted' }) as const,
    )
    await appendAudit(tx, {
      actor: SYSTEM,
      verb: 'participant.eject',
      result: 'failed',
      room: decision.room,
      decisionId: decision.id,
      details: { interrupted: true, ...countOutcomes(results) },
      subjects: toSubjects(rows, results),
    })
  })
}

export function countOutcomes(
  results: readonly { outcome: TargetOutcome }[],
): Partial<Record<TargetOutcome, number>> {
  const counts: Partial<Record<TargetOutcome, number>> = {}
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

export function toSubjects(targets: readonly SentTarget[], results: readonly TargetResult[]) {
  const byPosition = new Map(results.map((result) => [result.position, result]))
  return targets.map(({ position, kind, id, userId, name }) => {
    const result = byPosition.get(position)
    const others = (result?.sessions ?? [])
      .filter((s) => s.ejected === true && s.participantId !== id)
      .map((s) => s.participantId)
    return {
      kind,
      id,
      userId,
      name,
      outcome: result?.outcome ?? null,
      reason: result?.reason ?? null,
      ...(others.length > 0 ? { ejectedSessions: others } : {}),
    }
  })
}
