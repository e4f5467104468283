import 'server-only'
import { sql } from 'drizzle-orm'
import { toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import type { Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { isApprovalOn, isLarge } from './approval.ts'
import { type Banner, createBans, findNames, readClock } from './create.ts'
import { tellBans } from './listeners.ts'
import { assertMayBan, assertPeriod, toPeriod, toScope } from './period.ts'
import { propose } from './propose.ts'
import type { BanPeopleInput, BanTermsInput } from './request.ts'
import type { BanTerms, WantedBan } from './view.ts'

/** `kept` had a ban as long already. With `waits` nobody is banned yet: a second admin is asked. */
export type Banned = { stored: number; kept: number; waits: boolean }

/** Bans user IDs, whether or not anybody has ever seen them. */
export async function banPeople(operator: Operator, input: BanPeopleInput): Promise<Banned> {
  assertMayBan(operator, toScope(input.terms.scope), toPeriod(input.terms, new Date()))
  const banned = await inTransaction(async (tx) => {
    const wanted = await toWanted(tx, operator, input)
    if (isLarge(wanted) && (await isApprovalOn(tx))) {
      await propose(tx, operator, { from: 'page', input }, wanted)
      return { stored: 0, kept: 0, waits: true }
    }
    const { evenIfBanned } = input
    const bans = await createBans(tx, toBanner(operator), { wanted, source: 'operator', evenIfBanned })
    return countBans(bans)
  })
  if (banned.stored > 0) tellBans()
  return banned
}

export function countBans(bans: readonly { state: 'stored' | 'kept' }[]): Banned {
  const stored = bans.filter(({ state }) => state === 'stored').length
  return { stored, kept: bans.length - stored, waits: false }
}

export function toBanner({ id, name }: Pick<Operator, 'id' | 'name'>): Banner {
  return { id, name, actor: toActor({ id, name }) }
}

export async function toWanted(
  tx: Transaction,
  operator: Operator,
  { userIds, terms }: Pick<BanPeopleInput, 'userIds' | 'terms'>,
): Promise<WantedBan[]> {
  const names = await findNames(tx, userIds, coversRoomSql(operator, sql`room`))
  const shared = await toTerms(tx, terms)
  return userIds.map((userId) => ({ userId, name: names.get(userId) ?? null, terms: shared }))
}

export async function toTerms(tx: Transaction, input: BanTermsInput): Promise<BanTerms> {
  const now = await readClock(tx)
  const period = toPeriod(input, now)
  assertPeriod(period, now)
  const { scope, policy, reason, evidence } = input
  return { ...period, scope: toScope(scope), policy, reason, evidence }
}
