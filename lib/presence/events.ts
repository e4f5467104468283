import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { count, eq, isNull, sql } from 'drizzle-orm'
import { chunksOf } from '#lib/chunks'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import type { DailyPresence } from '#lib/daily/presence'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { participants, presenceState } from '#lib/db/schema'
import { jsonRows } from '#lib/db/sql'
import { env } from '#lib/env'
import { log, traceOf } from '#lib/log'
import { processWide } from '#lib/process-wide'
import { knownSessions } from './known.ts'
import type { PresenceNews } from './listeners.ts'
import { withPoll } from './poll-budget.ts'
import { endedHow, inOrder, lockSessions } from './rows.ts'
import { compareSnapshot, type KnownSession, type SeenSession, type SnapshotDifference } from './snapshot.ts'

const ROWS_PER_STATEMENT = 200
/** So long Daily may go on listing somebody whose leaving its webhook told. */
const WEBHOOK_HOLDS_SECONDS = 120
const MAX_EARLIER_NAMES = 20
const GAP_INTERVALS = 4
const MIN_GAP_MS = 120_000

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
  const known = await knownSessions()
  const difference = await compareSnapshot(known.values(), presence)
  const partialRooms = new Set([...presence.rooms].filter(([, room]) => room.partial).map(([name]) => name))
  await writeDifference(difference, presence.startedAt)
  await inTransaction(async (tx) => {
    const live = [...new Set(difference.joined.map((session) => session.room))]
    await writeRooms(tx, live, [...partialRooms])
    await tx
      .update(presenceState)
      .set({ asOf: presence.startedAt, trouble: null })
      .where(eq(presenceState.id, 1))
  })
  return { asOf: presence.startedAt, partialRooms }
}

/** In small transactions, so that nobody waits long; the moment of the answer is noted when all are through. */
async function writeDifference({ joined, changed, left }: SnapshotDifference, asOf: Date): Promise<void> {
  await inPieces(inOrder(joined), (tx, rows) => writeJoined(tx, rows, asOf))
  await inPieces(changed, async (tx, rows) => {
    await lockSessions(tx, rows)
    await writeChanged(tx, rows, asOf)
  })
  if (left.length === 0) return
  const end = await toEnd(asOf)
  await inPieces(left, async (tx, rows) => {
    await lockSessions(tx, rows)
    await writeLeft(tx, rows, end)
  })
}

/** The embedded database answers without letting go of the event loop, so others are let in between two pieces. */
async function inPieces<Row>(rows: Row[], write: (tx: Transaction, some: Row[]) => Promise<unknown>) {
  for (const some of chunksOf(rows, ROWS_PER_STATEMENT)) {
    await inTransaction((tx) => write(tx, some))
    await yieldToOthers()
  }
}

/**
 * Somebody listed again after having been gone is here again: Daily's lists flicker. But they also go on naming people who
 * have left, so a webhook's word holds for a while.
 */
function writeJoined(tx: Transaction, rows: SeenSession[], asOf: Date) {
  const at = sql`${asOf.toISOString()}::timestamptz`
  return tx.execute(sql`
    insert into participants (room, participant_id, user_id, name, meeting_id, joined_at, first_seen_at, listed_at)
    select r.room, r."participantId", r."userId", r.name, r."meetingId", r."joinedAt", ${at}, ${at}
    from jsonb_to_recordset(${jsonRows(rows)})
      as r(room text, "participantId" text, "userId" text, name text, "meetingId" text, "joinedAt" timestamptz)
    on conflict (room, participant_id) do update
      set left_at = null, ended_how = null, left_by_webhook = false, user_id = excluded.user_id, name = excluded.name,
        meeting_id = excluded.meeting_id, joined_at = excluded.joined_at,
        listed_at = coalesce(participants.listed_at, excluded.listed_at)
      where not participants.left_by_webhook or participants.left_at < ${at} - make_interval(secs => ${WEBHOOK_HOLDS_SECONDS})`)
}

function writeChanged(tx: Transaction, rows: SeenSession[], asOf: Date) {
  return tx.execute(sql`
    update participants p set user_id = r."userId", name = r.name, meeting_id = coalesce(r."meetingId", p.meeting_id),
      listed_at = coalesce(p.listed_at, ${asOf.toISOString()}::timestamptz),
      earlier_names = case when p.name is null or p.name is not distinct from r.name or p.earlier_names ? p.name
        or jsonb_array_length(p.earlier_names) >= ${MAX_EARLIER_NAMES} then p.earlier_names else p.earlier_names || to_jsonb(p.name) end
    from jsonb_to_recordset(${jsonRows(rows)})
      as r(room text, "participantId" text, "userId" text, name text, "meetingId" text)
    where p.room = r.room and p.participant_id = r."participantId"`)
}

type End = { at: Date; how: 'left' | 'unknown' }

/** Where nobody looked for a while, the last look is all that is known of when somebody left. */
async function toEnd(asOf: Date): Promise<End> {
  const db = await database()
  const [state] = await db.select({ asOf: presenceState.asOf }).from(presenceState)
  const lastLook = state?.asOf ?? null
  const gapMs = Math.max(MIN_GAP_MS, GAP_INTERVALS * env().PRESENCE_INTERVAL_SECONDS * 1_000)
  const isGap = lastLook !== null && asOf.getTime() - lastLook.getTime() > gapMs
  return isGap ? { at: lastLook, how: 'unknown' } : { at: asOf, how: 'left' }
}

function writeLeft(
  tx: Transaction,
  rows: KnownSession[],
  { at, how }: { at: Date; how: 'left' | 'unknown' },
) {
  return tx.execute(sql`
    update participants p set left_at = greatest(p.first_seen_at, ${at.toISOString()}::timestamptz), ended_how = ${endedHow(how)}
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
