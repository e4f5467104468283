import 'server-only'
import { count, eq, isNull, sql } from 'drizzle-orm'
import { chunksOf } from '#lib/chunks'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import type { DailyPresence } from '#lib/daily/presence'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { participants, presenceState } from '#lib/db/schema'
import { jsonRows } from '#lib/db/sql'
import { log, traceOf } from '#lib/log'
import { processWide } from '#lib/process-wide'
import type { PresenceNews } from './listeners.ts'
import { withPoll } from './poll-budget.ts'
import { compareSnapshot, type KnownSession, type SeenSession, type SnapshotDifference } from './snapshot.ts'

const ROWS_PER_STATEMENT = 500

/** Asks Daily once and writes what changed. Null when Daily gave no usable answer: then nobody is called gone. */
export async function pollPresence(recentPolls: readonly number[]): Promise<PresenceNews | null> {
  const db = await database()
  const polls = withPoll(recentPolls, Date.now())
  await db.update(presenceState).set({ recentPolls: polls }).where(eq(presenceState.id, 1))
  try {
    const presence = await daily().presence()
    if (await isDoubtful(presence)) throw new DailyFailure('unclear')
    return await takeSnapshot(presence)
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error
    log().warn({ code: error.code, status: error.status }, 'presence could not be read')
    await db.update(presenceState).set({ trouble: error.message }).where(eq(presenceState.id, 1))
    return null
  }
}

const CROWD = 20
const doubt = () => processWide('presence-doubt', () => ({ lastWasEmpty: false }))

/** A faulty `{}` looks like "nobody anywhere": where a crowd was a moment ago it must be said twice. */
async function isDoubtful(presence: DailyPresence): Promise<boolean> {
  const isEmpty = presence.rooms.size === 0
  const isRepeated = doubt().lastWasEmpty
  doubt().lastWasEmpty = isEmpty
  if (!isEmpty || isRepeated) return false
  const db = await database()
  const [row] = await db.select({ people: count() }).from(participants).where(isNull(participants.leftAt))
  return (row?.people ?? 0) > CROWD
}

/** Writes a whole answer of Daily's. `asOf` is the start of the request: what happened later is not in it. */
export async function takeSnapshot(presence: DailyPresence): Promise<PresenceNews> {
  const db = await database()
  const known: KnownSession[] = await db
    .select({
      room: participants.room,
      participantId: participants.participantId,
      userId: participants.userId,
      name: participants.name,
    })
    .from(participants)
    .where(isNull(participants.leftAt))
  const difference = await compareSnapshot(known, presence)
  const partialRooms = new Set([...presence.rooms].filter(([, room]) => room.partial).map(([name]) => name))
  await inTransaction((tx) => writeDifference(tx, difference, presence.startedAt, partialRooms))
  return { asOf: presence.startedAt, partialRooms }
}

async function writeDifference(
  tx: Transaction,
  { joined, changed, left }: SnapshotDifference,
  asOf: Date,
  partialRooms: Set<string>,
): Promise<void> {
  for (const rows of chunksOf(joined, ROWS_PER_STATEMENT)) await writeJoined(tx, rows, asOf)
  for (const rows of chunksOf(changed, ROWS_PER_STATEMENT)) await writeChanged(tx, rows)
  for (const rows of chunksOf(left, ROWS_PER_STATEMENT)) await writeLeft(tx, rows, asOf)
  await writeRooms(tx, [...new Set(joined.map((session) => session.room))], [...partialRooms])
  await tx.update(presenceState).set({ asOf, trouble: null }).where(eq(presenceState.id, 1))
}

/** Somebody listed again after having been gone is here again: Daily's lists flicker. */
function writeJoined(tx: Transaction, rows: SeenSession[], asOf: Date) {
  return tx.execute(sql`
    insert into participants (room, participant_id, user_id, name, meeting_id, joined_at, first_seen_at)
    select r.room, r."participantId", r."userId", r.name, r."meetingId", r."joinedAt", ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonRows(rows)})
      as r(room text, "participantId" text, "userId" text, name text, "meetingId" text, "joinedAt" timestamptz)
    on conflict (room, participant_id) do update
      set left_at = null, ended_how = null, user_id = excluded.user_id, name = excluded.name,
        meeting_id = excluded.meeting_id, joined_at = excluded.joined_at`)
}

function writeChanged(tx: Transaction, rows: SeenSession[]) {
  return tx.execute(sql`
    update participants p set user_id = r."userId", name = r.name
    from jsonb_to_recordset(${jsonRows(rows)}) as r(room text, "participantId" text, "userId" text, name text)
    where p.room = r.room and p.participant_id = r."participantId"`)
}

function writeLeft(tx: Transaction, rows: KnownSession[], asOf: Date) {
  return tx.execute(sql`
    update participants p set left_at = ${asOf.toISOString()}::timestamptz,
      ended_how = case when p.ejected_at is null then 'left' when p.ejected_with_ban then 'banned' else 'ejected' end
    from jsonb_to_recordset(${jsonRows(rows)}) as r(room text, "participantId" text)
    where p.room = r.room and p.participant_id = r."participantId" and p.left_at is null`)
}

async function writeRooms(tx: Transaction, live: string[], partial: string[]): Promise<void> {
  await tx.execute(sql`update rooms set partial = false where partial`)
  const rows = [
    ...live.map((room) => ({ room, partial: false })),
    ...partial.map((room) => ({ room, partial: true })),
  ]
  const byRoom = [...new Map(rows.map((row) => [row.room, row])).values()]
  if (byRoom.length === 0) return
  await tx.execute(sql`
    insert into rooms (room, partial)
    select r.room, r.partial from jsonb_to_recordset(${jsonRows(byRoom)}) as r(room text, partial boolean)
    on conflict (room) do update set partial = excluded.partial, missing = false`)
}

/** As `wantPoll`, for whoever must not wait for it. */
export function wantPollSoon(): void {
  wantPoll().catch((error: unknown) =>
    log().warn({ err: traceOf(error) }, 'no earlier poll could be asked for'),
  )
}

/** Brings the next poll forward, within the installation's budget. */
export async function wantPoll(): Promise<void> {
  const db = await database()
  await db.update(presenceState).set({ wantedAt: new Date() }).where(eq(presenceState.id, 1))
}
