import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { type ApiCaller, assertScope } from '#lib/permissions/api-caller'
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

type Row = {
  banId: string | null
  kind: 'room' | 'pattern' | 'all'
  value: string
  policy: string
  endsAt: RawTime
}

/**
 * For each user ID, in order, the ban that closes the room to it now, the one that lasts longest if there are several.
 * Protected user IDs have none. One statement, a look into the index for each user ID.
 */
export async function findBans(room: string, userIds: readonly string[]): Promise<(GateBan | null)[]> {
  const db = await database()
  const { rows } = await db.execute<Row>(sql`
    select b.id as "banId", b.scope_kind as kind, b.scope_value as value, b.policy, b.ends_at as "endsAt"
    from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) with ordinality as asked(user_id, position)
    left join lateral (
      select id, scope_kind, scope_value, policy, ends_at from bans
      where user_id = asked.user_id and lifted_at is null
        and starts_at <= now() and (ends_at is null or ends_at > now())
        and (scope_kind = 'all' or (scope_kind = 'room' and scope_value = ${room}) or (scope_kind = 'pattern'
          and ${room}::text ~ ('^' || replace(scope_value, '*', '.*') || '$')))
        and not exists (select from protected_user_ids p where p.user_id = asked.user_id)
      order by ends_at desc nulls first, starts_at, id limit 1
    ) b on true
    order by asked.position`)
  return rows.map(toBan)
}

function toBan({ banId, kind, value, policy, endsAt }: Row): GateBan | null {
  if (banId === null) return null
  const endsAtMs = toMs(endsAt)
  return {
    id: banId,
    scope: { kind, value: kind === 'all' ? null : value },
    policy,
    ends_at: endsAtMs === null ? null : new Date(endsAtMs).toISOString(),
  }
}

function toAnswer(ban: GateBan | null): GateAnswer {
  return ban === null ? { allowed: true } : { allowed: false, ban }
}
