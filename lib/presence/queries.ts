import 'server-only'
import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { participants, presenceState, rooms } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import { env } from '#lib/env'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type { RoomInput } from '#lib/rooms/schemas'
import { wantPoll } from './events.ts'
import { noteRoomOpened } from './rooms.ts'
import { type EndedHow, type Roster, type RosterParticipant, toState } from './roster.ts'

/** Everybody in a room now, and who left within ten minutes. */
export async function getRoster(operator: Operator, { room }: RoomInput): Promise<Roster> {
  assertCan(operator, 'room.see', { room })
  const db = await database()
  const [knowledge, roomRow, rows] = await Promise.all([
    readKnowledge(db),
    readRoom(db, room),
    readRows(db, room, operator),
  ])
  const nowMs = Date.now()
  const people = rows.map((row) => toParticipant(row, nowMs))
  const roster = {
    room,
    ...knowledge,
    partial: roomRow?.partial ?? false,
    privacy: roomRow?.privacy ?? null,
    known: roomRow?.missing !== true || people.length > 0,
    participants: people,
  }
  return { ...roster, revision: createHash('sha1').update(JSON.stringify(roster)).digest('base64url') }
}

/** A room page was opened: its privacy and fresh presence are wanted. */
export async function noteOpened(operator: Operator, { room }: RoomInput): Promise<void> {
  assertCan(operator, 'room.see', { room })
  await noteRoomOpened(room)
  await wantPoll()
}

export type Knowledge = { asOf: number | null; stale: boolean; trouble: string | null }

/** How old and how sure our knowledge of presence is. */
export async function readKnowledge(db: Queryable): Promise<Knowledge> {
  const [row] = await db
    .select({ asOf: presenceState.asOf, trouble: presenceState.trouble })
    .from(presenceState)
    .where(eq(presenceState.id, 1))
  const asOf = row?.asOf?.getTime() ?? null
  const staleAfterMs = Math.max(10_000, 3_000 * env().PRESENCE_INTERVAL_SECONDS)
  const trouble = row?.trouble ?? null
  return { asOf, trouble, stale: trouble !== null || asOf === null || Date.now() - asOf > staleAfterMs }
}

async function readRoom(db: Queryable, room: string) {
  const [row] = await db
    .select({ privacy: rooms.privacy, partial: rooms.partial, missing: rooms.missing })
    .from(rooms)
    .where(eq(rooms.room, room))
  return row
}

type Row = {
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: RawTime
  leftAt: RawTime
  endedHow: EndedHow | null
  ejectedAt: RawTime
  protected: boolean
  bannedHere: boolean
  bannedElsewhere: boolean
  ejectedBefore: number | string
  ejectingBy: string | null
  decidingBy: string | null
}

async function readRows(db: Queryable, room: string, operator: Operator): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    with people as materialized (
      select * from ${participants} where room = ${room} and (left_at is null or left_at > now() - interval '10 minutes')
    ), banned as materialized (
      select b.user_id, bool_or(b.scope_kind = 'all' or (b.scope_kind = 'room' and b.scope_value = ${room})
          or (b.scope_kind = 'pattern' and ${room} ~ ('^' || replace(b.scope_value, '*', '.*') || '$'))) as here
      from bans b
      where b.user_id in (select user_id from people) and b.lifted_at is null and b.starts_at <= now()
        and (b.ends_at is null or b.ends_at > now())
      group by b.user_id
    ), ejected as materialized (
      select e.user_id, count(*) as times from ${participants} e
      where e.user_id in (select user_id from people) and e.ejected_at is not null and e.left_at is not null
      group by e.user_id
    ), running as materialized (
      select s ->> 'participantId' as id, min(d.operator_name) as by
      from decisions d join decision_targets t on t.decision_id = d.id cross join jsonb_array_elements(t.sessions) s
      where d.room = ${room} and d.status = 'open' and t.outcome is null
      group by 1
    ), deciding as materialized (
      select i.id, min(a.operator_name) as by from attention a cross join jsonb_array_elements_text(a.ids) i(id)
      where a.room = ${room} and a.operator_id <> ${operator.id} and a.until > now()
      group by 1
    )
    select p.participant_id as "participantId", p.user_id as "userId", p.name, p.joined_at as "joinedAt",
      p.left_at as "leftAt", p.ended_how as "endedHow", p.ejected_at as "ejectedAt",
      x.user_id is not null as protected, coalesce(b.here, false) as "bannedHere", b.user_id is not null as "bannedElsewhere",
      coalesce(e.times, 0) - (p.ejected_at is not null and p.left_at is not null)::int as "ejectedBefore", r.by as "ejectingBy", coalesce(dp.by, du.by) as "decidingBy"
    from people p
    left join protected_user_ids x on x.user_id = p.user_id
    left join banned b on b.user_id = p.user_id
    left join ejected e on e.user_id = p.user_id
    left join running r on r.id = p.participant_id
    left join deciding dp on dp.id = p.participant_id
    left join deciding du on du.id = p.user_id
    order by p.joined_at, p.participant_id`)
  return rows
}

function toParticipant(row: Row, nowMs: number): RosterParticipant {
  return {
    participantId: row.participantId,
    userId: row.userId,
    name: row.name,
    joinedAt: toMs(row.joinedAt) ?? nowMs,
    state: toState({ leftAtMs: toMs(row.leftAt), ejectedAtMs: toMs(row.ejectedAt), nowMs }),
    leftAt: toMs(row.leftAt),
    endedHow: row.endedHow,
    protected: row.protected,
    banned: row.bannedHere ? 'here' : row.bannedElsewhere ? 'elsewhere' : null,
    ejectedBefore: Number(row.ejectedBefore),
    ejectingBy: row.ejectingBy,
    decidingBy: row.decidingBy,
  }
}
