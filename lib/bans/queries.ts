import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { type Cursor, type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { mayLift } from './commands.ts'
import type { ListBansInput } from './schemas.ts'
import type { BanView } from './view.ts'

const PAGE_SIZE = 50

/** `total` counts all that fit the search, `before` those above this page. */
export type BanList = Page<BanView> & { total: number; before: number }

/** Active bans that concern the operator, newest first. */
export async function listBans(operator: Operator, { cursor, search }: ListBansInput): Promise<BanList> {
  assertCan(operator, 'ban.see')
  const db = await database()
  const which = sql`lifted_at is null and (ends_at is null or ends_at > now())
    and ${isVisibleSql(operator)} and ${matchesSql(search)}`
  const page = await readPage(cursor, PAGE_SIZE, (from, limit) => readRows(db, which, from, limit), placeOf)
  const [first] = page.rows
  const { rows } = await db.execute<{ total: number | string; before: number | string }>(sql`
    select count(*) as total, count(*) filter (where ${first === undefined ? sql`false` : isNewer(placeOf(first))}) as before
    from bans where ${which}`)
  return {
    ...page,
    rows: page.rows.map((row) => toView(operator, row)),
    total: Number(rows[0]?.total ?? 0),
    before: Number(rows[0]?.before ?? 0),
  }
}

/** What `isVisible` says, as a condition. */
function isVisibleSql(operator: Operator): SQL {
  const wide =
    operator.role === 'admin' || operator.patterns === null
      ? sql`scope_kind <> 'room'`
      : sql`(scope_kind = 'all' or (scope_kind = 'pattern' and scope_value ${inTexts(operator.patterns)}))`
  return sql`(${wide} or (scope_kind = 'room' and ${coversRoomSql(operator, sql`scope_value`)}))`
}

/** Every character stands for itself; letter case does not count. */
function matchesSql(search: string): SQL {
  if (search === '') return sql`true`
  const scope = sql`case scope_kind when 'all' then 'all rooms' else scope_value end`
  const columns = [sql`user_id`, sql`coalesce(name, '')`, scope, sql`reason`]
  const hits = columns.map((column) => sql`strpos(lower(${column}), lower(${search}::text)) > 0`)
  return sql`(${sql.join(hits, sql` or `)})`
}

type Row = {
  banId: string
  userId: string
  name: string | null
  scopeKind: 'room' | 'pattern' | 'all'
  scopeValue: string
  startsAt: RawTime
  endsAt: RawTime
  createdById: string
  createdByName: string
  policy: string
  reason: string
  enforcedCount: number
  lastEnforcedAt: RawTime
  toldDaily: boolean
}

async function readRows(db: Queryable, which: SQL, cursor: Cursor | null, limit: number): Promise<Row[]> {
  const goingUp = cursor?.direction === 'newer'
  const beyond = cursor === null ? sql`true` : goingUp ? isNewer(cursor) : isOlder(cursor)
  const order = goingUp ? sql`starts_at, id` : sql`starts_at desc, id desc`
  const { rows } = await db.execute<Row>(sql`
    select id as "banId", user_id as "userId", name, scope_kind as "scopeKind", scope_value as "scopeValue",
      starts_at as "startsAt", ends_at as "endsAt", created_by_id as "createdById", created_by_name as "createdByName",
      policy, reason, enforced_count as "enforcedCount", last_enforced_at as "lastEnforcedAt",
      told_at is not null as "toldDaily"
    from bans where ${which} and ${beyond} order by ${order} limit ${limit}`)
  return rows
}

function placeOf({ startsAt, banId }: Row) {
  return { at: toMs(startsAt) ?? 0, id: banId }
}

type Place = { at: number; id: string }

function isNewer({ at, id }: Place): SQL {
  return sql`(starts_at, id) > (${new Date(at).toISOString()}::timestamptz, ${id}::uuid)`
}

function isOlder({ at, id }: Place): SQL {
  return sql`(starts_at, id) < (${new Date(at).toISOString()}::timestamptz, ${id}::uuid)`
}

function toView(operator: Operator, row: Row): BanView {
  const { createdById, createdByName, startsAt, endsAt, lastEnforcedAt, ...same } = row
  return {
    ...same,
    startsAt: toMs(startsAt) ?? 0,
    endsAt: toMs(endsAt),
    by: createdByName,
    mine: createdById === operator.id,
    lastEnforcedAt: toMs(lastEnforcedAt),
    mayLift: mayLift(operator, row),
  }
}
