import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { database, type Queryable } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { type Cursor, parseCursorOf, readPage, TIME_DIGITS } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import {
  COUNTED_TO,
  type QueueCounts,
  type QueueRow,
  type QueueTab,
  type QueueView,
  type ReportNews,
  URGENT_WEIGHT,
} from './view.ts'
import type { ClaimNextInput, QueueInput } from './work-schemas.ts'

const PAGE_SIZE = 50
const MOST_URGENT = 5
const RANK_DIGITS = 16

/** The queue, most urgent first: in the room now, the policy's weight, how many report, how long it waits. */
export async function listQueue(operator: Operator, input: QueueInput): Promise<QueueView> {
  assertCan(operator, 'report.see', input.room === undefined ? {} : { room: input.room })
  const db = await database()
  const filter = filterSql(operator, input)
  const isResolved = input.tab === 'resolved'
  const place = isResolved ? sql`(extract(epoch from g.resolved_at) * 1000)::bigint` : sql`g.rank`
  const which = sql`${tabSql(operator, input.tab)} and ${filter}`
  const page = await readPage(
    readPlace(input, isResolved ? TIME_DIGITS : RANK_DIGITS),
    PAGE_SIZE,
    (from, limit) => readRows(db, { which, from, limit, isResolved, place }),
    (row) => ({ at: Number(row.place), id: row.id }),
  )
  const areAll = input.tab === 'open' && page.newer === null && page.older === null
  const [counts, facts] = await Promise.all([
    countTabs(db, operator, filter, areAll ? page.rows.length : null),
    readFacts(db, operator),
  ])
  return { ...page, rows: page.rows.map((row) => toQueueRow(operator, row)), counts, ...facts }
}

function readPlace({ cursor }: QueueInput, digits: number): Cursor | null {
  const place = cursor === undefined ? null : parseCursorOf(digits, cursor)
  return place !== null && z.uuid().safeParse(place.id).success ? place : null
}

/** For the navigation and its notices, also where there are 100,000 reports. */
export async function getReportNews(operator: Operator): Promise<ReportNews> {
  assertCan(operator, 'report.see')
  const db = await database()
  const { rows } = await db.execute<{ open: number | string; urgent: ReportNews['urgent'] | null }>(sql`
    select ${countSql(sql`state = 'open' and ${coversRoomSql(operator, sql`room`)}`)} as open, (
      select jsonb_agg(u) from (
        select id, room, category from report_groups
        where state = 'open' and weight >= ${URGENT_WEIGHT} and coalesce(claim_until <= now(), true)
          and ${coversRoomSql(operator, sql`room`)}
        order by rank desc, id limit ${MOST_URGENT}
      ) u
    ) as urgent`)
  return { open: Number(rows[0]?.open ?? 0), urgent: rows[0]?.urgent ?? [] }
}

export function tabSql(operator: Operator, tab: QueueTab): SQL {
  if (tab === 'resolved') return sql`g.state = 'resolved'`
  const held = sql`g.claimed_by_id is not null and g.claim_until > now()`
  const more = {
    open: sql`true`,
    mine: sql`${held} and g.claimed_by_id = ${operator.id}`,
    claimed: held,
    escalated: sql`g.escalated_to is not null`,
  }[tab]
  return sql`g.state = 'open' and ${more}`
}

export function filterSql(operator: Operator, { room, policy, search }: ClaimNextInput): SQL {
  const words = search.trim()
  return sql`${coversRoomSql(operator, sql`g.room`)}
    and ${room === undefined ? sql`true` : sql`g.room = ${room}`}
    and ${policy === undefined ? sql`true` : sql`g.category = ${policy}`}
    and ${words === '' ? sql`true` : sql`strpos(g.search_text, lower(${words})) > 0`}`
}

type RowsAsked = { which: SQL; from: Cursor | null; limit: number; isResolved: boolean; place: SQL }

function readRows(db: Queryable, { which, from, limit, isResolved, place }: RowsAsked): Promise<Row[]> {
  const goingUp = from?.direction === 'newer'
  const order = goingUp ? sql`asc` : sql`desc`
  const column = isResolved ? sql`g.resolved_at` : sql`g.rank`
  const at =
    from !== null && (isResolved ? sql`to_timestamp(${from.at}::numeric / 1000)` : sql`${from.at}::bigint`)
  const beyond =
    from === null
      ? sql`true`
      : goingUp
        ? sql`(${column}, g.id) > (${at}, ${from.id}::uuid)`
        : sql`(${column}, g.id) < (${at}, ${from.id}::uuid)`
  return readQueueRows(
    db,
    sql`${which} and ${beyond} order by ${column} ${order}, g.id ${order} limit ${limit}`,
    place,
  )
}

export type Row = Omit<QueueRow, 'firstAt' | 'lastAt' | 'claim' | 'ending'> & {
  place: number | string
  firstMs: number | string
  lastAt: RawTime
  version: number
  held: boolean
  claimedById: string | null
  claimedByName: string | null
  claimedAt: RawTime
  claimUntil: RawTime
  resolution: 'acted_on' | 'dismissed' | null
  badFaith: boolean
  resolvedByName: string | null
  resolvedAt: RawTime
  resolvedReason: string
  answer: string
}

export async function readQueueRows(db: Queryable, which: SQL, place: SQL = sql`g.rank`): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select g.id, g.room, g.kind, g.user_id as "userId", g.participant_id as "participantId", g.name, g.category, g.weight,
      g.here, g.reports, g.reporters, g.first_ms as "firstMs", g.last_at as "lastAt", g.first_words as "firstWords",
      g.escalated_to as "escalatedTo", g.version, coalesce(g.claim_until > now(), false) as held,
      g.claimed_by_id as "claimedById", g.claimed_by_name as "claimedByName", g.claimed_at as "claimedAt",
      g.claim_until as "claimUntil", g.resolution, g.bad_faith as "badFaith", g.resolved_by_name as "resolvedByName",
      g.resolved_at as "resolvedAt", g.resolved_reason as "resolvedReason", g.answer, ${place} as place
    from report_groups g where ${which}`)
  return rows
}

export function toQueueRow(operator: Operator, row: Row): QueueRow {
  const { id, room, kind, userId, participantId, name, category, weight, here, reports, reporters } = row
  return {
    id,
    room,
    kind,
    userId,
    participantId,
    name,
    category,
    weight,
    here,
    reports,
    reporters,
    firstAt: Number(row.firstMs),
    lastAt: toMs(row.lastAt) ?? 0,
    firstWords: row.firstWords,
    escalatedTo: row.escalatedTo,
    claim: toClaim(operator, row),
    ending:
      row.resolution === null
        ? null
        : {
            resolution: row.resolution,
            badFaith: row.badFaith,
            by: row.resolvedByName ?? '',
            at: toMs(row.resolvedAt) ?? 0,
          },
  }
}

function toClaim(operator: Operator, row: Row): QueueRow['claim'] {
  if (!row.held || row.claimedById === null) return null
  return {
    by: row.claimedByName ?? '',
    mine: row.claimedById === operator.id,
    at: toMs(row.claimedAt) ?? 0,
    until: toMs(row.claimUntil) ?? 0,
  }
}

/** `open` where it is known: counting them again takes as long as finding them. */
async function countTabs(
  db: Queryable,
  operator: Operator,
  filter: SQL,
  open: number | null,
): Promise<QueueCounts> {
  const of = (tab: QueueTab) => countSql(sql`${tabSql(operator, tab)} and ${filter}`)
  const { rows } = await db.execute<Record<keyof QueueCounts, number | string>>(
    sql`select ${open === null ? of('open') : sql`${open}::int`} as open, ${of('mine')} as mine, ${of('claimed')} as claimed, ${of('escalated')} as escalated`,
  )
  const [row] = rows
  const count = (tab: keyof QueueCounts) => Number(row?.[tab] ?? 0)
  return {
    open: count('open'),
    mine: count('mine'),
    claimed: count('claimed'),
    escalated: count('escalated'),
  }
}

/** Counts no further than anybody reads: a queue of 100,000 is as fast as one of 1,000. */
function countSql(which: SQL): SQL {
  return sql`(select count(*) from (select 1 from report_groups g where ${which} limit ${COUNTED_TO}) counted)`
}

async function readFacts(db: Queryable, operator: Operator) {
  const covered = coversRoomSql(operator, sql`g.room`)
  const { rows } = await db.execute<{
    oldest: number | string | null
    median: number | string | null
    decisions: number | string
  }>(sql`
    select (select first_ms from report_groups g where state = 'open' and ${covered} order by first_ms limit 1) as oldest,
      percentile_cont(0.5) within group (order by seconds) as median, count(*) as decisions
    from (
      select extract(epoch from min(e.at)) - g.first_ms / 1000.0 as seconds
      from report_events e join report_groups g on g.id = e.group_id
      where e.kind = 'decided' and e.at > now() - interval '1 day' and ${covered}
      group by g.id
    ) decided`)
  const [row] = rows
  const decisions = Number(row?.decisions ?? 0)
  return {
    oldestAt: row?.oldest == null ? null : Number(row.oldest),
    toDecision: decisions === 0 ? null : { medianSeconds: Number(row?.median ?? 0), decisions },
  }
}
