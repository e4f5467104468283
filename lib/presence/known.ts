import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { count, isNull, sql } from 'drizzle-orm'
import { type Database, database } from '#lib/db/database'
import { participants } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import { processWide } from '#lib/process-wide'
import { type KnownSession, sessionKey } from './snapshot.ts'

type Known = { sessions: Map<string, KnownSession>; snapshot: string | null }

const ROWS_PER_SLICE = 1_000

/**
 * Everybody present as our table has it, kept in memory: only what was written since the last look is read, by whomever
 * it was written. Read anew where the number of people does not fit, as after a restored backup.
 */
export async function knownSessions(): Promise<ReadonlyMap<string, KnownSession>> {
  const db = await database()
  const known = processWide<Known>('presence-known', () => ({ sessions: new Map(), snapshot: null }))
  await catchUp(db, known)
  if (known.sessions.size !== (await countPresent(db))) {
    known.sessions.clear()
    known.snapshot = null
    await catchUp(db, known)
  }
  return known.sessions
}

type Row = Omit<KnownSession, 'firstSeenMs'> & {
  snapshot: string
  firstSeenAt: RawTime
  isPresent: boolean | null
}

async function catchUp(db: Database, known: Known): Promise<void> {
  const { rows } = await db.execute<Row>(sql`
    select m.snapshot::text, p.room, p.participant_id as "participantId", p.user_id as "userId", p.name,
      p.listed_at is not null as listed, p.first_seen_at as "firstSeenAt", p.left_at is null as "isPresent"
    from (select pg_current_snapshot() as snapshot) m left join participants p on ${writtenSince(known.snapshot)}`)
  for (const [index, row] of rows.entries()) {
    known.snapshot = row.snapshot
    if (row.room !== null) note(known.sessions, row)
    if ((index + 1) % ROWS_PER_SLICE === 0) await yieldToOthers()
  }
}

function writtenSince(snapshot: string | null) {
  if (snapshot === null) return sql`p.left_at is null`
  return sql`p.changed >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
    and not pg_visible_in_snapshot(p.changed, ${snapshot}::pg_snapshot)`
}

function note(sessions: Map<string, KnownSession>, row: Row): void {
  const { room, participantId, userId, name, listed, firstSeenAt, isPresent } = row
  if (isPresent !== true) sessions.delete(sessionKey(row))
  else
    sessions.set(sessionKey(row), {
      room,
      participantId,
      userId,
      name,
      listed,
      firstSeenMs: toMs(firstSeenAt) ?? 0,
    })
}

async function countPresent(db: Database): Promise<number> {
  const [row] = await db.select({ people: count() }).from(participants).where(isNull(participants.leftAt))
  return row?.people ?? 0
}
