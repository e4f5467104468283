import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { and, count, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { chunksOf } from '#lib/chunks'
import { database, type Queryable } from '#lib/db/database'
import { participants, presenceState } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import { env } from '#lib/env'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type { RoomInput } from '#lib/rooms/schemas'
import { type Cursor, readCursor, toCursorText } from './cursor.ts'
import { wantPoll } from './events.ts'
import { findPossibleReturn, toWatchList, type Watched } from './returns.ts'
import { noteRoomOpened } from './rooms.ts'
import {
  type EndedHow,
  type Knowledge,
  mergeRoster,
  type RoomPrivacy,
  type Roster,
  type RosterChanges,
  type RosterRow,
} from './roster.ts'
import type { RosterInput } from './schemas.ts'

/** A room as its page first shows it: everybody here now, and who left within ten minutes. */
export async function getRoster(operator: Operator, { room }: RoomInput): Promise<Roster> {
  return mergeRoster(null, await getRosterChanges(operator, { room }), Date.now())
}

/** More people in a page's HTML would be slow to come and slow to come alive. */
const MOST_IN_PAGE = 400

export type FirstRoster = { roster: Roster; expected: number }

/**
 * A room for the HTML of its page. In a crowd nobody comes along: `expected` says how many there are, and the page asks
 * for them, as its roster has no cursor.
 */
export async function getFirstRoster(operator: Operator, { room }: RoomInput): Promise<FirstRoster> {
  assertCan(operator, 'room.see', { room })
  const db = await database()
  const expected = await countPresent(db, room)
  if (expected <= MOST_IN_PAGE) return { roster: await getRoster(operator, { room }), expected: 0 }
  const { missing, ...head } = await readHead(db, room)
  return { roster: { room, cursor: '', ...head, known: !missing, participants: [] }, expected }
}

async function countPresent(db: Queryable, room: string): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(participants)
    .where(and(eq(participants.room, room), isNull(participants.leftAt)))
  return row?.people ?? 0
}

/** What changed in a room since the cursor `after`, each change once; everything without one that can be used. */
export async function getRosterChanges(
  operator: Operator,
  { room, after }: RosterInput,
): Promise<RosterChanges> {
  assertCan(operator, 'room.see', { room })
  const db = await database()
  const readAtMs = Date.now()
  const [seen, head, acting] = await Promise.all([
    readRows(db, room, readCursor(after, readAtMs)),
    readHead(db, room),
    readActing(db, room, operator),
  ])
  const { missing, ...known } = head
  return {
    room,
    cursor: toCursorText({ snapshot: seen.snapshot, readAtMs }),
    full: seen.full,
    rows: seen.rows,
    ...acting,
    ...known,
    known: !missing || seen.rows.length > 0,
  }
}

/** A room page was opened: its privacy and fresh presence are wanted. */
export async function noteOpened(operator: Operator, { room }: RoomInput): Promise<void> {
  assertCan(operator, 'room.see', { room })
  await noteRoomOpened(room)
  await wantPoll()
}

/** How old and how sure our knowledge of presence is. */
export async function readKnowledge(db: Queryable): Promise<Knowledge> {
  const [row] = await db
    .select({
      asOf: presenceState.asOf,
      trouble: presenceState.trouble,
      webhookAt: presenceState.webhookAt,
    })
    .from(presenceState)
    .where(eq(presenceState.id, 1))
  return toKnowledge(row ?? { asOf: null, trouble: null, webhookAt: null })
}

const WEBHOOKS_ON_MS = 900_000

function toKnowledge({
  asOf,
  trouble,
  webhookAt,
}: {
  asOf: RawTime
  trouble: string | null
  webhookAt: RawTime
}) {
  const asOfMs = toMs(asOf)
  const webhookMs = toMs(webhookAt)
  const staleAfterMs = Math.max(10_000, 3_000 * env().PRESENCE_INTERVAL_SECONDS)
  return {
    asOf: asOfMs,
    trouble,
    stale: trouble !== null || asOfMs === null || Date.now() - asOfMs > staleAfterMs,
    webhooks: webhookMs !== null && Date.now() - webhookMs < WEBHOOKS_ON_MS,
  }
}

type Head = {
  asOf: RawTime
  trouble: string | null
  webhookAt: RawTime
  privacy: RoomPrivacy | null
  partial: boolean
  missing: boolean
}

async function readHead(db: Queryable, room: string) {
  const { rows } = await db.execute<Head>(sql`
    select s.as_of as "asOf", s.trouble, s.webhook_at as "webhookAt", r.privacy, coalesce(r.partial, false) as partial,
      coalesce(r.missing, false) as missing
    from presence_state s left join rooms r on r.room = ${room} where s.id = 1`)
  const [head] = rows
  if (head === undefined) throw new Error('The presence state has no row.')
  const { privacy, partial, missing, ...knowledge } = head
  return { ...toKnowledge(knowledge), privacy, partial, missing }
}

/** Colleagues at work on people of this room; one's own dialog is no news. */
async function readActing(db: Queryable, room: string, { id: operatorId }: Operator) {
  const { rows } = await db.execute<{ doing: 'ejecting' | 'deciding'; id: string; by: string }>(sql`
    select 'ejecting' as doing, s ->> 'participantId' as id, min(d.operator_name) as by
    from decisions d join decision_targets t on t.decision_id = d.id cross join jsonb_array_elements(t.sessions) s
    where d.room = ${room} and d.status = 'open' and t.outcome is null
    group by 2
    union all
    select 'deciding', i.id, min(a.operator_name) from attention a cross join jsonb_array_elements_text(a.ids) i(id)
    where a.room = ${room} and a.operator_id <> ${operatorId} and a.until > now()
    group by 2`)
  const named = (doing: string) =>
    Object.fromEntries(rows.filter((row) => row.doing === doing).map(({ id, by }) => [id, by]))
  return { ejecting: named('ejecting'), deciding: named('deciding') }
}

type Row = {
  participantId: string | null
  userId: string | null
  name: string | null
  earlierNames: string[]
  joinedAt: RawTime
  leftAt: RawTime
  endedHow: EndedHow | null
  ejectedAt: RawTime
  protected: boolean
  bannedHere: boolean
  bannedElsewhere: boolean
  ejectedBefore: number | string
}

type Seen = { snapshot: string; full: boolean; rows: RosterRow[] }

const ROWS_PER_READ = 500

async function readRows(db: Queryable, room: string, after: Cursor | null): Promise<Seen> {
  const seen = (after === null ? null : await readChanged(db, room, after)) ?? (await readAll(db, room))
  if (!seen.rows.some((row) => row.leftAt === null)) return seen
  const watchList = toWatchList(await readWatched(db, room))
  const rows: RosterRow[] = []
  for (const some of chunksOf(seen.rows, ROWS_PER_READ)) {
    for (const row of some) rows.push({ ...row, possibleReturn: findPossibleReturn(row, watchList) })
    await yieldToOthers()
  }
  return { ...seen, rows }
}

const WATCHED_BANS = 200

/** Who was ejected from the room within a day, and the newest bans that close it. */
async function readWatched(db: Queryable, room: string): Promise<Watched[]> {
  const active = sql`lifted_at is null and starts_at <= now() and (ends_at is null or ends_at > now())`
  const { rows } = await db.execute<Omit<Watched, 'at'> & { at: RawTime }>(sql`
    (select participant_id as "participantId", user_id as "userId", name, ejected_at as at from participants
      where room = ${room} and ejected_at > now() - interval '1 day')
    union all
    (select null, user_id, name, starts_at from bans
      where scope_kind = 'room' and scope_value = ${room} and ${active} order by starts_at desc limit ${WATCHED_BANS})
    union all
    (select null, user_id, name, starts_at from bans
      where scope_kind = 'all' and ${active} order by starts_at desc limit ${WATCHED_BANS})
    union all
    (select null, user_id, name, starts_at from bans
      where scope_kind = 'pattern' and ${active} and ${room} ~ ('^' || replace(scope_value, '*', '.*') || '$')
      order by starts_at desc limit ${WATCHED_BANS})`)
  return rows.map((row) => ({ ...row, at: toMs(row.at) ?? 0 }))
}

/** Null where the cursor lies ahead of the database, which has then been restored from a backup. */
async function readChanged(db: Queryable, room: string, after: Cursor): Promise<Seen | null> {
  const seen = sql`${after.snapshot}::pg_snapshot`
  const { rows, snapshot, usable } = await readPeople(db, room, {
    usable: sql`pg_snapshot_xmax(${seen}) <= pg_snapshot_xmax(pg_current_snapshot())`,
    which: sql`changed >= pg_snapshot_xmin(${seen}) and not pg_visible_in_snapshot(changed, ${seen})`,
  })
  return usable ? { snapshot, full: false, rows } : null
}

/** In slices, so that a full hall keeps nobody waiting. What changes meanwhile is left to the next answer. */
async function readAll(db: Queryable, room: string): Promise<Seen> {
  const all: RosterRow[] = []
  let first: string | null = null
  for (let last = ''; ; ) {
    const since = first === null ? sql`true` : sql`pg_visible_in_snapshot(changed, ${first}::pg_snapshot)`
    const { rows, snapshot } = await readPeople(db, room, {
      usable: sql`true`,
      which: sql`participant_id > ${last} and ${since} order by participant_id limit ${ROWS_PER_READ}`,
    })
    first ??= snapshot
    all.push(...rows)
    last = rows.at(-1)?.participantId ?? ''
    if (rows.length < ROWS_PER_READ) return { snapshot: first, full: true, rows: all.toSorted(byJoining) }
    await yieldToOthers()
  }
}

const byJoining = (a: RosterRow, b: RosterRow) =>
  a.joinedAt - b.joinedAt || (a.participantId < b.participantId ? -1 : 1)

async function readPeople(db: Queryable, room: string, { usable, which }: { usable: SQL; which: SQL }) {
  const { rows } = await db.execute<Row & { snapshot: string; usable: boolean }>(sql`
    with moment as (select pg_current_snapshot() as snapshot, ${usable} as usable),
    people as materialized (
      select * from ${participants} where room = ${room} and (left_at is null or left_at > now() - interval '10 minutes')
        and ${which}
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
    )
    select m.snapshot::text, m.usable, p.participant_id as "participantId", p.user_id as "userId", p.name,
      p.earlier_names as "earlierNames", p.joined_at as "joinedAt", p.left_at as "leftAt", p.ended_how as "endedHow",
      p.ejected_at as "ejectedAt", x.user_id is not null as protected, coalesce(b.here, false) as "bannedHere",
      b.user_id is not null as "bannedElsewhere",
      coalesce(e.times, 0) - (p.ejected_at is not null and p.left_at is not null)::int as "ejectedBefore"
    from moment m left join people p on true
    left join protected_user_ids x on x.user_id = p.user_id
    left join banned b on b.user_id = p.user_id
    left join ejected e on e.user_id = p.user_id
    order by p.participant_id`)
  const [first] = rows
  if (first === undefined) throw new Error('The database told no moment.')
  return { snapshot: first.snapshot, usable: first.usable, rows: rows.flatMap(toRosterRow) }
}

function toRosterRow(row: Row): RosterRow[] {
  if (row.participantId === null) return []
  return [
    {
      participantId: row.participantId,
      userId: row.userId,
      name: row.name,
      earlierNames: row.earlierNames,
      joinedAt: toMs(row.joinedAt) ?? 0,
      leftAt: toMs(row.leftAt),
      endedHow: row.endedHow,
      ejectedAt: toMs(row.ejectedAt),
      protected: row.protected,
      banned: row.bannedHere ? 'here' : row.bannedElsewhere ? 'elsewhere' : null,
      ejectedBefore: Number(row.ejectedBefore),
      possibleReturn: null,
    },
  ]
}
