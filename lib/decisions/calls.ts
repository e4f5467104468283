import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { decisions, decisionTargets } from '#lib/db/schema'
import { inTexts, jsonRows } from '#lib/db/sql'
import { LEAVING_SECONDS } from '#lib/presence/roster'
import type { SentSession, SentTarget } from './outcomes.ts'

/** How long a decision stays claimed by the process that works on it, unless it renews the claim. */
export const WORKER_SECONDS = 15

export type ClaimedDecision = {
  id: string
  room: string
  ban: boolean
  calls: number
  operatorId: string | null
  operatorName: string
  automated: boolean
}

/** Takes an open decision for this process, unless another is at it. */
export async function claimDecision(decisionId: string, worker: string): Promise<ClaimedDecision | null> {
  const db = await database()
  const { rows } = await db.execute<ClaimedDecision>(sql`
    update decisions set worker = ${worker}, worker_until = now() + make_interval(secs => ${WORKER_SECONDS})
    where id = ${decisionId}::uuid and status = 'open' and (worker is null or worker = ${worker} or worker_until < now())
    returning id, room, ban, calls_planned as calls, operator_id as "operatorId", operator_name as "operatorName", automated`)
  return rows[0] ?? null
}

export async function renewClaim(decisionId: string, worker: string): Promise<boolean> {
  const db = await database()
  const rows = await db
    .update(decisions)
    .set({ workerUntil: sql`now() + make_interval(secs => ${WORKER_SECONDS})` })
    .where(and(eq(decisions.id, decisionId), eq(decisions.worker, worker)))
    .returning({ id: decisions.id })
  return rows.length === 1
}

/** Numbers of the calls without an answer, in two phases: with a ban, those for absent people first. */
export async function listPendingCalls({ id, ban }: ClaimedDecision): Promise<number[][]> {
  const db = await database()
  const { rows } = await db.execute<{ callNo: number; absent: boolean }>(sql`
    select call_no as "callNo", bool_and(jsonb_array_length(sessions) = 0) as absent from decision_targets
    where decision_id = ${id}::uuid and outcome is null and call_no is not null group by call_no order by call_no`)
  if (!ban) return [rows.map((row) => row.callNo)]
  return [
    rows.filter((row) => row.absent).map((row) => row.callNo),
    rows.filter((row) => !row.absent).map((row) => row.callNo),
  ]
}

export type CallWork = { callNo: number; targets: SentTarget[]; stopped: boolean; sentAt: Date }

/**
 * Marks one call as sent before it is, with the sessions its user IDs have at this moment. Null when another worker
 * has answered it meanwhile.
 */
export async function prepareCall(decision: ClaimedDecision, callNo: number): Promise<CallWork | null> {
  return inTransaction(async (tx) => {
    const [state] = await tx
      .select({ stopAskedAt: decisions.stopAskedAt })
      .from(decisions)
      .where(eq(decisions.id, decision.id))
    const targets = await readOpenTargets(tx, decision.id, callNo)
    if (targets.length === 0) return null
    const work = { callNo, stopped: state?.stopAskedAt != null, sentAt: new Date() }
    if (work.stopped) return { ...work, targets }
    const current = await withCurrentSessions(tx, decision, targets)
    await markSent(tx, decision.id, current, work.sentAt)
    return { ...work, targets: current }
  })
}

function readOpenTargets(
  db: Pick<Transaction, 'select'>,
  decisionId: string,
  callNo: number,
): Promise<SentTarget[]> {
  return db
    .select({
      position: decisionTargets.position,
      kind: decisionTargets.kind,
      id: decisionTargets.targetId,
      userId: decisionTargets.userId,
      name: decisionTargets.name,
      sessions: decisionTargets.sessions,
    })
    .from(decisionTargets)
    .where(
      and(
        eq(decisionTargets.decisionId, decisionId),
        eq(decisionTargets.callNo, callNo),
        isNull(decisionTargets.outcome),
      ),
    )
    .orderBy(asc(decisionTargets.position))
}

async function withCurrentSessions(
  tx: Transaction,
  { room, ban }: ClaimedDecision,
  targets: SentTarget[],
): Promise<SentTarget[]> {
  const following = targets.filter((target) => target.userId !== null && (ban || target.kind === 'user'))
  const userIds = following.flatMap((target) => (target.userId === null ? [] : [target.userId]))
  if (userIds.length === 0) return targets
  const { rows } = await tx.execute<{ participantId: string; userId: string; name: string | null }>(sql`
    select participant_id as "participantId", user_id as "userId", name from participants
    where room = ${room} and left_at is null and user_id ${inTexts(userIds)}
      and (ejected_at is null or ejected_at < now() - make_interval(secs => ${LEAVING_SECONDS}))`)
  const byUser = Map.groupBy(rows, (row) => row.userId)
  return targets.map((target) =>
    following.includes(target) && target.userId !== null
      ? { ...target, sessions: withNew(target.sessions, byUser.get(target.userId) ?? []) }
      : target,
  )
}

function withNew(
  sessions: SentSession[],
  present: { participantId: string; name: string | null }[],
): SentSession[] {
  const known = new Set(sessions.map((session) => session.participantId))
  const fresh = present.filter((session) => !known.has(session.participantId))
  return [...sessions, ...fresh.map(({ participantId, name }) => ({ participantId, name, listed: false }))]
}

function markSent(tx: Transaction, decisionId: string, targets: SentTarget[], sentAt: Date) {
  const rows = targets.map(({ position, sessions }) => ({ position, sessions }))
  return tx.execute(sql`
    update decision_targets t set sent_at = ${sentAt.toISOString()}::timestamptz, sessions = r.sessions
    from jsonb_to_recordset(${jsonRows(rows)}) as r(position int, sessions jsonb)
    where t.decision_id = ${decisionId}::uuid and t.position = r.position`)
}
