import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { chunksOf } from '#lib/chunks'
import { closesRoom, isActiveBan, patternCoversSql } from '#lib/db/ban-conditions'
import type { Queryable } from '#lib/db/database'
import { participants } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import type { Cursor } from './cursor.ts'
import { findPossibleReturn, toWatchList, type Watched } from './returns.ts'
import type { EndedHow, RosterRow } from './roster.ts'

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

/**
 * The people of a room, and who left within ten minutes: those whom a transaction wrote that the reader of `after` had not
 * seen, or everybody. `snapshot` is the next reader's.
 */
export async function readRosterRows(db: Queryable, room: string, after: Cursor | null): Promise<Seen> {
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
  const { rows } = await db.execute<Omit<Watched, 'at'> & { at: RawTime }>(sql`
    (select participant_id as "participantId", user_id as "userId", name, ejected_at as at from participants
      where room = ${room} and ejected_at > now() - interval '1 day')
    union all
    (select null, user_id, name, starts_at from bans
      where scope_kind = 'room' and scope_value = ${room} and ${isActiveBan} order by starts_at desc limit ${WATCHED_BANS})
    union all
    (select null, user_id, name, starts_at from bans
      where scope_kind = 'all' and ${isActiveBan} order by starts_at desc limit ${WATCHED_BANS})
    union all
    (select null, user_id, name, starts_at from bans
      where ${patternCoversSql(room)} and ${isActiveBan}
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
      select b.user_id, bool_or(${closesRoom(room)}) as here
      from bans b
      where b.user_id in (select user_id from people) and ${isActiveBan}
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
