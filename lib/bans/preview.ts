import 'server-only'
import { eq } from 'drizzle-orm'
import { inTransaction, type Transaction } from '#lib/db/database'
import { rooms } from '#lib/db/schema'
import { toMs } from '#lib/db/sql'
import type { Operator } from '#lib/permissions/permissions'
import { isApprovalOn, isLarge } from './approval.ts'
import { toWanted } from './ban-people.ts'
import { findProtected } from './create.ts'
import { assertMayBan, toPeriod, toScope } from './period.ts'
import type { PreviewBansInput } from './request.ts'
import { findStanding } from './store.ts'
import type { BanScope, WantedBan } from './view.ts'

/** `until` null is for good. */
export type AlreadyBanned = { userId: string; until: number | null; by: string }

export type BanPreview = {
  startsAt: number
  endsAt: number | null
  names: { userId: string; name: string }[]
  protected: string[]
  already: AlreadyBanned[]
  /** A ban from one room whose name Roomwarden has never met: perhaps it is misspelt. */
  unknownRoom: boolean
  /** A second admin will be asked. */
  waits: boolean
}

/** What a ban of these user IDs would do. Changes nothing. */
export async function previewBans(operator: Operator, input: PreviewBansInput): Promise<BanPreview> {
  assertMayBan(operator, toScope(input.terms.scope), toPeriod(input.terms, new Date()))
  return inTransaction(async (tx) => {
    const wanted = await toWanted(tx, operator, input)
    const startsAt = wanted[0]?.terms.startsAt.getTime() ?? 0
    return {
      startsAt,
      endsAt: wanted[0]?.terms.endsAt?.getTime() ?? null,
      names: wanted.flatMap(({ userId, name }) => (name === null ? [] : [{ userId, name }])),
      ...(await findObstacles(tx, wanted)),
      unknownRoom: await isUnknownRoom(tx, toScope(input.terms.scope)),
      waits: isLarge(wanted) && (await isApprovalOn(tx)),
    }
  })
}

async function isUnknownRoom(tx: Transaction, { kind, value }: BanScope): Promise<boolean> {
  if (kind !== 'room') return false
  const found = await tx.select({ room: rooms.room }).from(rooms).where(eq(rooms.room, value))
  return found.length === 0
}

export async function findObstacles(tx: Transaction, wanted: readonly WantedBan[]) {
  const userIds = wanted.map(({ userId }) => userId)
  const staff = await findProtected(tx, userIds)
  const standing = await findStanding(tx, wanted)
  const already = standing.flatMap(({ place, endsAt, by }) => {
    const userId = wanted[place]?.userId
    return userId === undefined || staff.has(userId) ? [] : [{ userId, until: toMs(endsAt), by, place }]
  })
  return { protected: [...staff], already }
}
