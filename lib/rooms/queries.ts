import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { assertCan, coversRoom, type Operator } from '#lib/permissions/permissions'
import { readKnowledge } from '#lib/presence/queries'
import type { RoomOverview, RoomOverviewRow, RoomPrivacy } from '#lib/presence/roster'

type Row = {
  room: string
  people: number | string
  liveSince: RawTime
  privacy: RoomPrivacy | null
  partial: boolean | null
  decidedAt: RawTime
  decidedBy: string | null
  decidedBan: boolean | null
  decidedTargets: number | null
}

/** Every room with people in it that the operator covers, fullest first. */
export async function listRooms(operator: Operator): Promise<RoomOverview> {
  assertCan(operator, 'room.see')
  const db = await database()
  const { rows } = await db.execute<Row>(sql`
    with live as (
      select room, count(*) as people, min(joined_at) as since from participants where left_at is null group by room
    )
    select l.room, l.people, l.since as "liveSince", r.privacy, r.partial, d.asked_at as "decidedAt",
      d.operator_name as "decidedBy", d.ban as "decidedBan", d.target_count as "decidedTargets"
    from live l
    left join rooms r on r.room = l.room
    left join lateral (
      select asked_at, operator_name, ban, target_count from decisions where room = l.room order by asked_at desc limit 1
    ) d on true
    order by l.people desc, l.room`)
  return {
    rooms: rows.filter((row) => coversRoom(operator, row.room)).map(toRow),
    ...(await readKnowledge(db)),
  }
}

function toRow(row: Row): RoomOverviewRow {
  const at = toMs(row.decidedAt)
  const decided = at !== null && row.decidedBy !== null
  return {
    room: row.room,
    people: Number(row.people),
    partial: row.partial ?? false,
    privacy: row.privacy,
    liveSince: toMs(row.liveSince),
    lastDecision: decided
      ? {
          at,
          by: row.decidedBy ?? '',
          ban: row.decidedBan ?? false,
          targets: Number(row.decidedTargets ?? 0),
        }
      : null,
  }
}
