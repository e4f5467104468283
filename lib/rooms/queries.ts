import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { readKnowledge } from '#lib/presence/queries'
import type { JoinWave, RoomOverview, RoomOverviewRow, RoomPrivacy } from '#lib/presence/roster'
import { STEP_SECONDS, STEPS, toTrend } from './trend.ts'

type Row = {
  room: string
  people: number | string
  liveSince: RawTime
  privacy: RoomPrivacy | null
  partial: boolean | null
  joins: number | string
  moves: [step: number, change: number][] | null
  decidedAt: RawTime
  decidedBy: string | null
  decidedBan: boolean | null
  decidedTargets: number | null
}

const TREND_MINUTES = (STEPS * STEP_SECONDS) / 60

/** Every room with people in it that the operator covers: join waves first, then fullest first. */
export async function listRooms(operator: Operator, joinWave: JoinWave): Promise<RoomOverview> {
  assertCan(operator, 'room.see')
  const db = await database()
  const [{ rows }, knowledge] = await Promise.all([
    db.execute<Row>(overviewSql(operator, joinWave)),
    readKnowledge(db),
  ])
  return { rooms: rows.map((row) => toRow(row, joinWave)), ...knowledge }
}

/**
 * Steps end at whole half minutes, so that a plot moves on twice a minute and not at every look. A step that has begun
 * counts as the last one.
 */
function overviewSql(operator: Operator, { joins, minutes }: JoinWave): SQL {
  return sql`
    with clock as (
      select to_timestamp(ceil(extract(epoch from now()) / ${STEP_SECONDS}) * ${STEP_SECONDS})
        - make_interval(mins => ${TREND_MINUTES}) as starts
    ), here as materialized (
      select room, joined_at from participants where left_at is null
    ), live as materialized (
      select room, count(*) as people, min(joined_at) as since from here
      group by room having ${coversRoomSql(operator, sql`room`)}
    ), recent as materialized (
      select room, joined_at, null::timestamptz as left_at from here where joined_at > ${since(minutes)}
      union all
      select room, joined_at, left_at from participants where left_at > ${since(minutes)}
    ), joined as materialized (
      select room, count(*) as joins from recent where joined_at > now() - make_interval(mins => ${minutes}) group by room
    ), moves as materialized (
      select room, ${step(sql`joined_at`)} as step, count(*) as change from recent, clock where joined_at >= starts group by 1, 2
      union all
      select room, ${step(sql`left_at`)}, -count(*) from recent, clock where left_at >= starts group by 1, 2
    ), trends as materialized (
      select room, jsonb_agg(jsonb_build_array(step, change)) as moves from moves group by room
    )
    select l.room, l.people, l.since as "liveSince", r.privacy, r.partial, coalesce(j.joins, 0) as joins, t.moves,
      d.asked_at as "decidedAt", d.operator_name as "decidedBy", d.ban as "decidedBan", d.target_count as "decidedTargets"
    from live l
    left join rooms r on r.room = l.room
    left join joined j on j.room = l.room
    left join trends t on t.room = l.room
    left join lateral (
      select asked_at, operator_name, ban, target_count from decisions where room = l.room order by asked_at desc limit 1
    ) d on true
    order by coalesce(j.joins, 0) >= ${joins} desc, l.people desc, l.room`
}

function since(minutes: number): SQL {
  return sql`now() - make_interval(mins => ${Math.max(TREND_MINUTES, minutes)}::int)`
}

/** Daily's clock may be ahead of ours. */
function step(time: SQL): SQL {
  return sql`least(${STEPS - 1}::int, floor(extract(epoch from ${time} - starts) / ${STEP_SECONDS})::int)`
}

function toRow(row: Row, { joins, minutes }: JoinWave): RoomOverviewRow {
  const people = Number(row.people)
  const joined = Number(row.joins)
  return {
    room: row.room,
    people,
    partial: row.partial ?? false,
    privacy: row.privacy,
    liveSince: toMs(row.liveSince),
    trend: row.moves === null ? [] : toTrend(people, row.moves),
    wave: joined >= joins ? { joins: joined, minutes } : null,
    lastDecision: toLastDecision(row),
  }
}

function toLastDecision({ decidedAt, decidedBy, decidedBan, decidedTargets }: Row) {
  const at = toMs(decidedAt)
  if (at === null || decidedBy === null) return null
  return { at, by: decidedBy, ban: decidedBan ?? false, targets: Number(decidedTargets ?? 0) }
}
