import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import { database } from '#lib/db/database'
import { rooms } from '#lib/db/schema'

const FRESH_MINUTES = 5
const ROOMS_PER_TURN = 3

/** Notes that somebody looks at a room, so that its privacy gets read even while nobody is in it. */
export async function noteRoomOpened(room: string): Promise<void> {
  const db = await database()
  await db.insert(rooms).values({ room }).onConflictDoNothing()
}

/** Reads the privacy of a few rooms whose privacy is unknown or old. Called by the observer between polls. */
export async function refreshRooms(): Promise<void> {
  const db = await database()
  const { rows } = await db.execute<{ room: string }>(sql`
    select room from rooms r
    where (privacy_at is null or privacy_at < now() - make_interval(mins => ${FRESH_MINUTES}))
      and (privacy_at is null or exists (select 1 from participants p where p.room = r.room and p.left_at is null))
    order by privacy_at nulls first limit ${ROOMS_PER_TURN}`)
  for (const { room } of rows) await refreshRoom(room)
}

async function refreshRoom(room: string): Promise<void> {
  const db = await database()
  const privacyAt = new Date()
  try {
    const { privacy } = await daily().getRoom(room)
    await db.update(rooms).set({ privacy, privacyAt, missing: false }).where(eq(rooms.room, room))
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error
    const missing = error.code === 'not_found'
    await db
      .update(rooms)
      .set({ privacyAt, ...(missing ? { missing, privacy: null } : {}) })
      .where(eq(rooms.room, room))
  }
}
