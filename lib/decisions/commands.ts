import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { liftBans } from '#lib/bans/commands'
import { database, inTransaction } from '#lib/db/database'
import { decisions, decisionTargets } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, coversRoom, type Operator } from '#lib/permissions/permissions'
import { wantPollSoon } from '#lib/presence/events'
import { type Around, recordIntent } from './intent.ts'
import type { IntentInput } from './intent-rows.ts'
import { tellBansStored, tellBulkStored } from './listeners.ts'
import { getDecision } from './queries.ts'
import type { DecisionIdInput, EjectInput } from './schemas.ts'
import { settleSoleCall } from './settle.ts'
import type { DecisionView } from './status.ts'

const ANSWER_WITHIN_MS = 5_000
const MODERATOR_BAN_SECONDS = 30 * 86_400

/**
 * Ejects, and bans where asked. Answers as soon as the intent is stored, or with the outcomes when one call does and
 * Daily answers within 5 s. The same `intentKey` again answers with the first decision and does nothing. `around`: what
 * else is stored with the intent.
 */
export async function ejectTargets(
  operator: Operator,
  input: IntentInput,
  around?: Around,
): Promise<DecisionView> {
  assertMayEject(operator, input)
  const actor = toActor(operator)
  const { decisionId, calls, isNew, sole } = await recordIntent({ ...operator, actor }, input, around)
  if (sole !== null)
    await Promise.race([settleSoleCall(sole), delay(ANSWER_WITHIN_MS, undefined, { ref: false })])
  if (isNew && calls > 1) tellBulkStored(decisionId)
  if (isNew && input.ban && input.banScope.kind !== 'room') tellBansStored()
  const decision = await getDecision(operator, { decisionId })
  if (isNew) wantPollSoon()
  return decision
}

function assertMayEject(operator: Operator, input: EjectInput): void {
  const { room, ban, banScope, banSeconds } = input
  assertCan(operator, 'participant.eject', { room })
  if (!ban) return
  assertCan(operator, 'ban.room', { room })
  if (banScope.kind !== 'room' || banSeconds === null || banSeconds > MODERATOR_BAN_SECONDS)
    assertCan(operator, 'ban.wide', { room })
}

/** Lifts every ban this decision stored that still stands. */
export async function undoBan(operator: Operator, { decisionId }: DecisionIdInput): Promise<DecisionView> {
  const { room } = await findRoom(operator, decisionId)
  assertCan(operator, 'ban.lift_own', { room })
  await inTransaction(async (tx) => {
    const rows = await tx
      .select({ banId: decisionTargets.banId })
      .from(decisionTargets)
      .where(and(eq(decisionTargets.decisionId, decisionId), eq(decisionTargets.banState, 'stored')))
    const banIds = [...new Set(rows.flatMap(({ banId }) => (banId === null ? [] : [banId])))]
    const lifted = await liftBans(tx, operator, banIds, 'Undone from the result of the decision.')
    if (lifted === 0) throw new AppError('conflict', 'No ban of this decision stands any more.')
  })
  return getDecision(operator, { decisionId })
}

/** Sends no further call of a running decision; its remaining targets end as not attempted. */
export async function stopDecision(
  operator: Operator,
  { decisionId }: DecisionIdInput,
): Promise<DecisionView> {
  const { room } = await findRoom(operator, decisionId)
  assertCan(operator, 'participant.eject', { room })
  await inTransaction(async (tx) => {
    const stopped = await tx
      .update(decisions)
      .set({ stopAskedAt: new Date() })
      .where(and(eq(decisions.id, decisionId), eq(decisions.status, 'open'), isNull(decisions.stopAskedAt)))
      .returning({ id: decisions.id })
    if (stopped.length === 0) return
    const actor = toActor(operator)
    await appendAudit(tx, {
      actor,
      verb: 'participant.eject',
      result: 'done',
      room,
      decisionId,
      details: { stopped: true },
    })
  })
  return getDecision(operator, { decisionId })
}

async function findRoom(operator: Operator, decisionId: string): Promise<{ room: string }> {
  const db = await database()
  const [decision] = await db
    .select({ room: decisions.room })
    .from(decisions)
    .where(eq(decisions.id, decisionId))
  if (decision === undefined || !coversRoom(operator, decision.room))
    throw new AppError('not_found', 'There is no such decision.')
  return decision
}
