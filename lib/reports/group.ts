import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { reportEvents, reportGroups } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { coversRoom, type Operator } from '#lib/permissions/permissions'
import { assertMayWork, CLAIM_SECONDS, otherHolder, type Workable } from './rules.ts'
import type { SeenReportInput } from './work-schemas.ts'

/** Somebody was faster. A kind of its own, because the record tells of it. */
export class FasterColleague extends AppError {
  constructor(message: string) {
    super('conflict', message)
  }
}

export async function lockGroup(tx: Transaction, operator: Operator, reportId: string): Promise<Workable> {
  const [group] = await tx
    .select({
      id: reportGroups.id,
      room: reportGroups.room,
      userId: reportGroups.userId,
      participantId: reportGroups.participantId,
      name: reportGroups.name,
      state: reportGroups.state,
      version: reportGroups.version,
      escalatedTo: reportGroups.escalatedTo,
      claimedById: reportGroups.claimedById,
      claimedByName: reportGroups.claimedByName,
      held: sql<boolean>`coalesce(claim_until > now(), false)`,
    })
    .from(reportGroups)
    .where(eq(reportGroups.id, reportId))
    .for('update')
  if (group === undefined || !coversRoom(operator, group.room))
    throw new AppError('not_found', 'There is no such report among yours.')
  return group
}

/** Throws unless the group is as it was when the operator looked, and held by nobody else. */
export async function assertAsSeen(
  tx: Transaction,
  operator: Operator,
  group: Workable,
  seen: number,
): Promise<void> {
  if (group.version !== seen) throw await tellFaster(tx, operator, group, seen)
  const holder = otherHolder(operator, group)
  if (holder !== null) throw new FasterColleague(`Claimed by ${holder}. Nothing was changed.`)
}

type Deed<Answer> = (tx: Transaction, group: Workable) => Promise<Answer>

/**
 * A change of a group: locked, allowed, and as the operator saw it; or a conflict that names who was faster and goes on
 * record under `verb`.
 */
export function changeGroup<Answer>(
  operator: Operator,
  { reportId, seen }: SeenReportInput,
  verb: string,
  deed: Deed<Answer>,
): Promise<Answer> {
  return recordingConflict(operator, reportId, verb, () =>
    inTransaction(async (tx) => {
      const group = await lockGroup(tx, operator, reportId)
      assertMayWork(operator, group)
      await assertAsSeen(tx, operator, group, seen)
      return deed(tx, group)
    }),
  )
}

export async function recordingConflict<Answer>(
  operator: Operator,
  reportId: string,
  verb: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FasterColleague) await recordConflict(operator, reportId, verb)
    throw error
  }
}

function recordConflict(operator: Operator, reportId: string, verb: string): Promise<void> {
  return inTransaction(async (tx) => {
    const group = await lockGroup(tx, operator, reportId)
    await appendAudit(tx, {
      actor: toActor(operator),
      verb,
      result: 'refused',
      room: group.room,
      details: { reportId, version: group.version, because: 'conflict' },
    })
  })
}

type Step = Pick<typeof reportEvents.$inferInsert, 'kind' | 'text' | 'to' | 'decisionId'>
type Change = Parameters<ReturnType<Transaction['update']>['set']>[0]

/** Moves the group on by one version and tells in its history what was done. */
export async function moveOn(
  tx: Transaction,
  operator: Operator,
  group: Workable,
  step: Step,
  change: Change,
): Promise<number> {
  const version = group.version + 1
  await tx
    .update(reportGroups)
    .set({ ...change, version })
    .where(eq(reportGroups.id, group.id))
  await addEvent(tx, operator, { id: group.id, version }, step)
  return version
}

export async function addEvent(
  tx: Transaction,
  { id: byId, name: byName }: Operator,
  { id: groupId, version }: Pick<Workable, 'id' | 'version'>,
  step: Step,
): Promise<void> {
  const id = randomUUID()
  await tx.insert(reportEvents).values({ ...step, id, groupId, at: new Date(), version, byId, byName })
}

/** The claim begins, or if it is theirs already, is renewed. */
export function claimFor({ id, name }: Pick<Operator, 'id' | 'name'>, group: Workable) {
  const isRenewed = group.held && group.claimedById === id
  return {
    claimedById: id,
    claimedByName: name,
    ...(isRenewed ? {} : { claimedAt: new Date() }),
    claimUntil: sql`now() + make_interval(secs => ${CLAIM_SECONDS})`,
  }
}

export const UNCLAIMED = { claimedById: null, claimedByName: null, claimedAt: null, claimUntil: null }

async function tellFaster(
  tx: Transaction,
  operator: Operator,
  { id, version }: Workable,
  seen: number,
): Promise<FasterColleague> {
  const [latest] = await tx
    .select({
      kind: reportEvents.kind,
      by: reportEvents.byName,
      byId: reportEvents.byId,
      at: reportEvents.at,
    })
    .from(reportEvents)
    .where(and(eq(reportEvents.groupId, id), gt(reportEvents.version, Math.min(seen, version - 1))))
    .orderBy(sql`kind in ('decided', 'resolved') desc`, desc(reportEvents.version))
    .limit(1)
  if (latest === undefined) return new FasterColleague('This report has changed. Look at it again.')
  const by = latest.byId === operator.id ? 'you' : latest.by
  const at = latest.at.toISOString().slice(11, 16)
  return new FasterColleague(
    `${FASTER[latest.kind]} by ${by} at ${at} UTC. You changed nothing; look at it again.`,
  )
}

const FASTER: Record<(typeof reportEvents.$inferSelect)['kind'], string> = {
  claimed: 'Claimed',
  released: 'Released',
  handed_over: 'Handed over',
  escalated: 'Escalated',
  decided: 'Decided',
  resolved: 'Resolved',
  reopened: 'Opened again',
  note: 'Noted',
}
