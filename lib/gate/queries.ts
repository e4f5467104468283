import 'server-only'
import { sql } from 'drizzle-orm'
import { isActiveBan } from '#lib/db/ban-conditions'
import { database } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { askedTogether } from '#lib/db/together'
import { type ApiCaller, assertScope } from '#lib/permissions/api-caller'
import { patternCovers } from '#lib/permissions/room-pattern'
import type { GateAnswer, GateBan, GateBatchAnswer, GateBatchInput, GateInput } from './schemas.ts'

/** May this user ID enter this room now? From our database alone, and by its clock. */
export async function askGate(
  caller: ApiCaller,
  { room, user_id }: GateInput,
): Promise<{ body: GateAnswer }> {
  assertScope(caller, 'gate:read', { room })
  const [ban = null] = await findBans(room, [user_id])
  return { body: toAnswer(ban) }
}

export async function askGateForMany(
  caller: ApiCaller,
  { room, user_ids }: GateBatchInput,
): Promise<{ body: GateBatchAnswer }> {
  assertScope(caller, 'gate:read', { room })
  const bans = await findBans(room, user_ids)
  const answers = user_ids.map((user_id, index) => ({ user_id, ...toAnswer(bans[index] ?? null) }))
  return { body: { answers } }
}

type Question = { room: string; userId: string }

type Row = {
  banId: string
  userId: string
  kind: 'room' | 'pattern' | 'all'
  value: string
  policy: string
  endsAt: RawTime
  isProtected: boolean
}

/** For each user ID, in order, the ban that closes the room to it now, the one that lasts longest if there are several. */
export function findBans(room: string, userIds: readonly string[]): Promise<(GateBan | null)[]> {
  return Promise.all(userIds.map((userId) => findBan({ room, userId })))
}

const findBan = askedTogether(async (questions: Question[]) => {
  const byUser = Map.groupBy(await readStanding(questions), ({ userId }) => userId)
  return questions.map(({ room, userId }) => {
    const ban = byUser.get(userId)?.find((row) => closes(row, room))
    return ban === undefined ? null : toBan(ban)
  })
})

function closes({ kind, value, isProtected }: Row, room: string): boolean {
  if (isProtected) return false
  if (kind === 'room') return value === room
  return kind === 'all' || patternCovers(value, room)
}

/** What stands against these user IDs, longest first. A look into the index for each. */
async function readStanding(questions: Question[]): Promise<Row[]> {
  const userIds = sql.param(questions.map(({ userId }) => userId))
  const rooms = sql.param(questions.map(({ room }) => room))
  const db = await database()
  const { rows } = await db.execute<Row>(sql`
    select id as "banId", user_id as "userId", scope_kind as kind, scope_value as value, policy, ends_at as "endsAt",
      exists (select from protected_user_ids p where p.user_id = b.user_id) as "isProtected"
    from bans b
    where user_id = any(${userIds}::text[]) and ${isActiveBan}
      and (scope_kind <> 'room' or scope_value = any(${rooms}::text[]))
    order by ends_at desc nulls first, starts_at, id`)
  return rows
}

function toBan({ banId, kind, value, policy, endsAt }: Row): GateBan {
  const endsAtMs = toMs(endsAt)
  return {
    id: banId,
    scope: toScope(kind, value),
    policy,
    ends_at: endsAtMs === null ? null : new Date(endsAtMs).toISOString(),
  }
}

function toScope(kind: Row['kind'], value: string): GateBan['scope'] {
  if (kind === 'room') return { kind, room: value }
  return kind === 'pattern' ? { kind, pattern: value } : { kind }
}

function toAnswer(ban: GateBan | null): GateAnswer {
  return ban === null ? { allowed: true } : { allowed: false, ban }
}
