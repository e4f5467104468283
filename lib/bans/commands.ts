import 'server-only'
import { and, asc, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { bans } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, can, coversRoom, type Operator } from '#lib/permissions/permissions'
import { touchUsers } from '#lib/presence/rows'
import type { LiftBanInput, LiftChosenInput } from './schemas.ts'
import { tellLifted } from './tell.ts'

export type LiftableBan = {
  banId: string
  userId: string
  name: string | null
  scopeKind: 'room' | 'pattern' | 'all'
  scopeValue: string
  createdById: string
  decisionId: string | null
}

/** Lifts one ban. Daily’s own memory, if it was told, lasts until that meeting ends. */
export async function liftBan(
  operator: Operator,
  { banId, reason }: LiftBanInput,
): Promise<{ banId: string }> {
  assertCan(operator, 'ban.lift_own')
  const lifted = await liftVisible(operator, [banId], reason)
  if (lifted === 0) throw new AppError('conflict', 'This ban has ended or been lifted already.')
  return { banId }
}

/** Lifts those of the chosen bans that still stand. If one of them is not the operator’s to lift, none is lifted. */
export async function liftChosen(
  operator: Operator,
  { banIds, reason }: LiftChosenInput,
): Promise<{ lifted: number }> {
  assertCan(operator, 'ban.lift_own')
  return { lifted: await liftVisible(operator, [...new Set(banIds)], reason) }
}

function liftVisible(operator: Operator, banIds: string[], reason: string): Promise<number> {
  return inTransaction(async (tx) => {
    const found = await readLiftable(tx, banIds)
    if (found.length < banIds.length || !found.every((ban) => isVisible(operator, ban)))
      throw new AppError('not_found', 'There is no such ban.')
    for (const ban of found) assertMayLift(operator, ban)
    let lifted = 0
    for (const ofScope of Map.groupBy(found, toScopeKey).values())
      lifted += await lift(tx, operator, ofScope, reason)
    return lifted
  })
}

/** An event of the record is about one scope, because a room's own are for those who cover it. */
function toScopeKey({ scopeKind, scopeValue }: LiftableBan): string {
  return `${scopeKind}:${scopeValue}`
}

/** Lifts what is still standing of several bans, in the caller's transaction. Asks the same permissions as one. */
export async function liftBans(
  tx: Transaction,
  operator: Operator,
  banIds: string[],
  reason: string,
): Promise<number> {
  const found = await readLiftable(tx, banIds)
  for (const ban of found) assertMayLift(operator, ban)
  return found.length === 0 ? 0 : lift(tx, operator, found, reason)
}

/** Always in the same order, so that two who lift the same bans never wait for each other in a circle. */
function readLiftable(tx: Transaction, banIds: string[]): Promise<LiftableBan[]> {
  return tx
    .select({
      banId: bans.id,
      userId: bans.userId,
      name: bans.name,
      scopeKind: bans.scopeKind,
      scopeValue: bans.scopeValue,
      createdById: bans.createdById,
      decisionId: bans.decisionId,
    })
    .from(bans)
    .where(inArray(bans.id, banIds))
    .orderBy(asc(bans.id))
    .for('update')
}

/** A ban of one room is for those who cover the room. */
export function isVisible(operator: Operator, ban: Pick<LiftableBan, 'scopeKind' | 'scopeValue'>): boolean {
  if (ban.scopeKind === 'room') return coversRoom(operator, ban.scopeValue)
  if (ban.scopeKind === 'all' || operator.role === 'admin' || operator.patterns === null) return true
  return operator.patterns.includes(ban.scopeValue)
}

type Liftable = Pick<LiftableBan, 'scopeKind' | 'scopeValue' | 'createdById'>

export function assertMayLift(operator: Operator, ban: Liftable): void {
  const where = ban.scopeKind === 'room' ? { room: ban.scopeValue } : {}
  assertCan(operator, liftPermission(operator, ban), where)
}

export function mayLift(operator: Operator, ban: Liftable): boolean {
  const where = ban.scopeKind === 'room' ? { room: ban.scopeValue } : {}
  return can(operator, liftPermission(operator, ban), where)
}

function liftPermission(operator: Operator, ban: Liftable) {
  return ban.createdById === operator.id && ban.scopeKind === 'room' ? 'ban.lift_own' : 'ban.lift_any'
}

/** The slower of two operators changes nothing: the condition asks again whether the ban still stands. */
async function lift(
  tx: Transaction,
  operator: Operator,
  found: LiftableBan[],
  reason: string,
): Promise<number> {
  const lifted = await tx
    .update(bans)
    .set({ liftedAt: new Date(), liftedById: operator.id, liftedByName: operator.name, liftReason: reason })
    .where(
      and(
        inArray(
          bans.id,
          found.map((ban) => ban.banId),
        ),
        isNull(bans.liftedAt),
        or(isNull(bans.endsAt), gt(bans.endsAt, sql`now()`)),
      ),
    )
    .returning({ banId: bans.id })
  const ids = new Set(lifted.map((row) => row.banId))
  const [first] = found
  if (first === undefined || ids.size === 0) return 0
  await touchUsers(
    tx,
    found.map(({ userId }) => userId),
  )
  await tellLifted(tx, [...ids], { by: operator.name, reason })
  await appendAudit(tx, {
    actor: toActor(operator),
    verb: 'ban.lift',
    result: 'done',
    ...(first.scopeKind === 'room' ? { room: first.scopeValue } : {}),
    ...(first.decisionId === null ? {} : { decisionId: first.decisionId }),
    details: { bans: ids.size, scope: first.scopeKind },
    subjects: [
      ...found
        .filter((ban) => ids.has(ban.banId))
        .map(({ banId, userId, name }) => ({ kind: 'user', id: userId, userId, name, banId })),
      { reason },
    ],
  })
  return ids.size
}
