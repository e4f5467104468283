import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { type Cursor, type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { mayLift } from './commands.ts'
import type { ExportBansInput, ListBansInput } from './schemas.ts'
import type { BanState, BanView } from './view.ts'

const PAGE_SIZE = 50
export const MAX_EXPORTED = 100_000

/** `total` counts all that fit the filters, `before` those above this page, `counts` what fits them in every state. */
export type BanList = Page<BanView> & { total: number; before: number; counts: Record<BanState, number> }

/** Bans of one state that concern the operator, the last to begin first. */
export async function listBans(operator: Operator, input: ListBansInput): Promise<BanList> {
  assertCan(operator, 'ban.see')
  const db = await database()
  const which = sql`${isVisibleSql(operator)} and ${matchesSql(input)}`
  const ofState = sql`${which} and ${STATE_SQL} = ${input.state}`
  const page = await readPage(
    input.cursor,
    PAGE_SIZE,
    (from, limit) => readRows(db, ofState, from, limit),
    placeOf,
  )
  const [first] = page.rows
  const { rows } = await db.execute<{ state: BanState; count: number | string; before: number | string }>(sql`
    select ${STATE_SQL} as state, count(*) as count,
      count(*) filter (where ${first === undefined ? sql`false` : isNewer(placeOf(first))}) as before
    from bans where ${which} group by 1`)
  const counts = { active: 0, upcoming: 0, ended: 0, lifted: 0 }
  for (const { state, count } of rows) counts[state] = Number(count)
  return {
    ...page,
    rows: page.rows.map((row) => toView(operator, row)),
    total: counts[input.state],
    before: Number(rows.find(({ state }) => state === input.state)?.before ?? 0),
    counts,
  }
}

/** All bans of one state that fit the filters, in the order of the list. */
export async function exportBans(operator: Operator, input: ExportBansInput): Promise<BanView[]> {
  assertCan(operator, 'ban.export')
  const db = await database()
  const which = sql`${isVisibleSql(operator)} and ${matchesSql(input)} and ${STATE_SQL} = ${input.state}`
  const rows = await readRows(db, which, null, MAX_EXPORTED + 1)
  if (rows.length > MAX_EXPORTED) {
    throw new AppError(
      'invalid_input',
      `More than ${MAX_EXPORTED.toLocaleString('en')} bans fit these filters. Narrow them, and export in parts.`,
    )
  }
  return rows.map((row) => toView(operator, row))
}

const STATE_SQL = sql`case when lifted_at is not null then 'lifted' when ends_at <= now() then 'ended'
  when starts_at > now() then 'upcoming' else 'active' end`

/** What `isVisible` says, as a condition. */
function isVisibleSql(operator: Operator): SQL {
  const wide =
    operator.role === 'admin' || operator.patterns === null
      ? sql`scope_kind <> 'room'`
      : sql`(scope_kind = 'all' or (scope_kind = 'pattern' and scope_value ${inTexts(operator.patterns)}))`
  return sql`(${wide} or (scope_kind = 'room' and ${coversRoomSql(operator, sql`scope_value`)}))`
}

function matchesSql({ search, policy, scope }: Pick<ListBansInput, 'search' | 'policy' | 'scope'>): SQL {
  const ofPolicy = policy === null ? sql`true` : sql`policy = ${policy}`
  const ofScope = scope === null ? sql`true` : sql`scope_kind = ${scope}`
  return sql`${ofPolicy} and ${ofScope} and ${containsSql(search)}`
}

/** Every character stands for itself; letter case does not count. */
function containsSql(search: string): SQL {
  if (search === '') return sql`true`
  const scope = sql`case scope_kind when 'all' then 'all rooms' else scope_value end`
  const columns = [sql`user_id`, sql`coalesce(name, '')`, scope, sql`reason`]
  const hits = columns.map((column) => sql`strpos(lower(${column}), lower(${search}::text)) > 0`)
  return sql`(${sql.join(hits, sql` or `)})`
}

type Row = Omit<BanView, 'startsAt' | 'endsAt' | 'lastEnforcedAt' | 'lifted' | 'by' | 'mine' | 'mayLift'> & {
  startsAt: RawTime
  endsAt: RawTime
  createdById: string
  createdByName: string
  lastEnforcedAt: RawTime
  liftedAt: RawTime
  liftedBy: string | null
  liftReason: string | null
}

async function readRows(db: Queryable, which: SQL, cursor: Cursor | null, limit: number): Promise<Row[]> {
  const goingUp = cursor?.direction === 'newer'
  const beyond = cursor === null ? sql`true` : goingUp ? isNewer(cursor) : isOlder(cursor)
  const order = goingUp ? sql`starts_at, id` : sql`starts_at desc, id desc`
  const { rows } = await db.execute<Row>(sql`
    select id as "banId", user_id as "userId", name, scope_kind as "scopeKind", scope_value as "scopeValue",
      starts_at as "startsAt", ends_at as "endsAt", created_by_id as "createdById", created_by_name as "createdByName",
      policy, policy_version as "policyVersion", reason, evidence, source, enforced_count as "enforcedCount", last_enforced_at as "lastEnforcedAt",
      told_at is not null as "toldDaily", ${STATE_SQL} as state, lifted_at as "liftedAt",
      lifted_by_name as "liftedBy", lift_reason as "liftReason"
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
  const { createdById, createdByName, liftedAt, liftedBy, liftReason, ...same } = row
  const liftedMs = toMs(liftedAt)
  return {
    ...same,
    startsAt: toMs(row.startsAt) ?? 0,
    endsAt: toMs(row.endsAt),
    by: createdByName,
    mine: createdById === operator.id,
    lastEnforcedAt: toMs(row.lastEnforcedAt),
    lifted: liftedMs === null ? null : { at: liftedMs, by: liftedBy ?? '', reason: liftReason ?? '' },
    mayLift: (row.state === 'active' || row.state === 'upcoming') && mayLift(operator, row),
  }
}
