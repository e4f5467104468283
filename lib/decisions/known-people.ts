import 'server-only'
import { sql } from 'drizzle-orm'
import type { Queryable } from '#lib/db/database'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { LEAVING_SECONDS } from '#lib/presence/roster'
import type { KnownPeople, KnownSession } from './plan.ts'

type Row = {
  kind: 'session' | 'protected'
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: RawTime
  leftAt: RawTime
  isLeaving: boolean | null
}

/** Everything a decision on these IDs must know: their sessions in this room, present or named, and who is protected. */
export async function findKnownPeople(
  db: Queryable,
  room: string,
  ids: readonly string[],
): Promise<KnownPeople> {
  const { rows } = await db.execute<Row>(sql`
    with named as (
      select * from participants where room = ${room} and participant_id ${inTexts(ids)}
    ), who as (
      select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as user_id
      union select user_id from named where user_id is not null
    ), sessions as (
      select participant_id, user_id, name, joined_at, left_at, ejected_at from named
      union
      select participant_id, user_id, name, joined_at, left_at, ejected_at from participants
      where room = ${room} and left_at is null and user_id in (select user_id from who)
    )
    select 'session' as kind, participant_id as "participantId", user_id as "userId", name, joined_at as "joinedAt",
      left_at as "leftAt", ejected_at > now() - make_interval(secs => ${LEAVING_SECONDS}) as "isLeaving" from sessions
    union all
    select 'protected', '', x.user_id, null, null, null, null from protected_user_ids x where x.user_id in (select user_id from who)
    order by "joinedAt", "participantId"`)
  return {
    sessions: rows.filter((row) => row.kind === 'session').map(toSession),
    protectedUserIds: new Set(
      rows.flatMap((row) => (row.kind === 'protected' && row.userId !== null ? [row.userId] : [])),
    ),
  }
}

function toSession(row: Row): KnownSession {
  const { participantId, userId, name } = row
  return {
    participantId,
    userId,
    name,
    joinedAt: toMs(row.joinedAt) ?? 0,
    leftAt: toMs(row.leftAt),
    leaving: row.isLeaving === true,
  }
}
