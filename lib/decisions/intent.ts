import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { appendAudit } from '#lib/audit/record'
import { type StoredBan, storeBans, toBanScope } from '#lib/bans/store'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { decisions } from '#lib/db/schema'
import { policyVersion } from '#lib/policies/book'
import type { CallWork, ClaimedDecision } from './calls.ts'
import { type Decider, type Draft, type IntentInput, insertDecision, toListed } from './intent-rows.ts'
import { findKnownPeople } from './known-people.ts'
import { numberCalls, resolveTargets } from './plan.ts'
import { tellSettled } from './tell.ts'

/** A call that this process has claimed and marked as sent together with the intent, and must make now. */
export type SoleCall = { decision: ClaimedDecision; work: CallWork }

export type Intent = { decisionId: string; calls: number; isNew: boolean; sole: SoleCall | null }

/** What else belongs to the same transaction. It is to lock what it needs before it stores the intent. */
export type Around = (tx: Transaction, store: () => Promise<Intent>) => Promise<Intent>

/**
 * Stores what is about to be done: decision, targets, bans and audit event, all or nothing. The same confirmation sent
 * again finds the first one.
 */
export async function recordIntent(
  by: Decider,
  input: IntentInput,
  around: Around = (_, store) => store(),
): Promise<Intent> {
  try {
    return await inTransaction((tx) => around(tx, () => recordIntentIn(tx, by, input)))
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
  input: IntentInput,
  enforced?: Map<string, StoredBan>,
): Promise<Intent> {
  const draft = await storeIntent(tx, by, input, enforced)
  const { id, calls } = draft
  return { decisionId: id, calls, isNew: true, sole: calls === 1 ? toSoleCall(draft) : null }
}

/** Rolls back whatever was stored beside a decision that was there already, which then is the answer. */
class RepeatedIntent extends Error {}

async function storeIntent(
  tx: Transaction,
  by: Decider,
  input: IntentInput,
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
  if (draft.calls === 0) await tellSettled(tx, draft.id)
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
  await assertNotRepeated(tx, operatorId, intentKey)
}

/** Throws what makes `recordIntent` answer with the first one, if this confirmation was sent before. */
export async function assertNotRepeated(
  tx: Transaction,
  operatorId: string,
  intentKey: string,
): Promise<void> {
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
    source: input.reportId === undefined ? 'operator' : 'report',
    decisionId: id,
    createdBy: by,
  })
}

function appendIntent(
  tx: Transaction,
  { id, input, by, targets, calls }: Draft,
  bans: Map<string, StoredBan>,
) {
  const { room, ban, policy, reason, retryOf, reportId } = input
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
      reportId,
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
