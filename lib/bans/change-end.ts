import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { bans } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { touchUsers } from '#lib/presence/rows'
import { isApprovalOn, isEverywhereForGood } from './approval.ts'
import { assertMayLift, isVisible } from './commands.ts'
import { readClock, untilWords } from './create.ts'
import { tellBans } from './listeners.ts'
import { assertMayBan, assertPeriod } from './period.ts'
import type { ChangeEndInput } from './schemas.ts'
import type { BanScope } from './view.ts'

/** Makes a ban longer or shorter, if it still ends when the operator saw it end. */
export async function changeBanEnd(operator: Operator, input: ChangeEndInput): Promise<{ banId: string }> {
  assertCan(operator, 'ban.lift_own')
  const { banId } = input
  await inTransaction(async (tx) => {
    const ban = await lockBan(tx, banId)
    if (ban === undefined || !isVisible(operator, ban))
      throw new AppError('not_found', 'There is no such ban.')
    assertMayLift(operator, ban)
    const scope = { kind: ban.scopeKind, value: ban.scopeValue }
    assertMayBan(operator, scope, { startsAt: ban.startsAt, endsAt: input.endsAt })
    await assertUnchanged(tx, ban, input.shownEndsAt)
    const now = await readClock(tx)
    assertPeriod({ startsAt: ban.startsAt, endsAt: input.endsAt }, now)
    await assertNeedsNobody(tx, scope, ban, input.endsAt)
    await store(tx, operator, ban, input.endsAt)
  })
  tellBans()
  return { banId }
}

type ChangedBan = {
  banId: string
  userId: string
  name: string | null
  scopeKind: BanScope['kind']
  scopeValue: string
  startsAt: Date
  endsAt: Date | null
  liftedAt: Date | null
  liftedByName: string | null
  createdById: string
}

async function lockBan(tx: Transaction, banId: string): Promise<ChangedBan | undefined> {
  const [ban] = await tx
    .select({
      banId: bans.id,
      userId: bans.userId,
      name: bans.name,
      scopeKind: bans.scopeKind,
      scopeValue: bans.scopeValue,
      startsAt: bans.startsAt,
      endsAt: bans.endsAt,
      liftedAt: bans.liftedAt,
      liftedByName: bans.liftedByName,
      createdById: bans.createdById,
    })
    .from(bans)
    .where(eq(bans.id, banId))
    .for('update')
  return ban
}

async function assertUnchanged(tx: Transaction, ban: ChangedBan, shownEndsAt: Date | null): Promise<void> {
  if (ban.liftedAt !== null)
    throw new AppError('conflict', `${ban.liftedByName} has lifted this ban. Nothing was changed.`)
  if (ban.endsAt !== null && ban.endsAt <= (await readClock(tx)))
    throw new AppError('conflict', 'This ban has ended. Ban the person again to keep them out.')
  if (ban.endsAt?.getTime() === shownEndsAt?.getTime()) return
  const who = (await findLastChanger(tx, ban)) ?? 'A colleague'
  const end = untilWords(ban.endsAt?.getTime() ?? null)
  throw new AppError(
    'conflict',
    `${who} has changed this ban meanwhile: it holds ${end}. Nothing was changed.`,
  )
}

async function findLastChanger(tx: Transaction, { userId, banId }: ChangedBan): Promise<string | null> {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select e.actor_name as name from audit_subjects s join audit_events e on e.seq = s.seq
    where s.personal ->> 'userId' = ${userId} and s.personal ->> 'banId' = ${banId} and e.verb = 'ban.change'
    order by e.seq desc limit 1`)
  return rows[0]?.name ?? null
}

/** Otherwise a short ban made longer would be the way around the second admin. */
async function assertNeedsNobody(tx: Transaction, scope: BanScope, ban: ChangedBan, endsAt: Date | null) {
  if (ban.endsAt === null || !isEverywhereForGood({ scope, endsAt }) || !(await isApprovalOn(tx))) return
  throw new AppError(
    'conflict',
    'A second admin must approve bans from all rooms for good. Ban the person again, for good: a second admin is then asked.',
  )
}

async function store(tx: Transaction, operator: Operator, ban: ChangedBan, endsAt: Date | null) {
  const { banId, userId, name, scopeKind, scopeValue } = ban
  await tx
    .update(bans)
    .set({ endsAt })
    .where(and(eq(bans.id, banId), isNull(bans.liftedAt)))
  await touchUsers(tx, [userId])
  await appendAudit(tx, {
    actor: toActor(operator),
    verb: 'ban.change',
    result: 'done',
    ...(scopeKind === 'room' ? { room: scopeValue } : {}),
    details: {
      scope: scopeKind,
      endsAt: endsAt?.toISOString() ?? null,
      before: ban.endsAt?.toISOString() ?? null,
    },
    subjects: [{ kind: 'user', id: userId, userId, name, banId }],
  })
}
