import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

type PersonIds = { userId: string | null; participantId: string | null }

/** All sessions of a user ID; without one, the one session. */
export function isPerson({ userId, participantId }: PersonIds, prefix: SQL = sql``): SQL {
  return userId === null ? sql`${prefix}participant_id = ${participantId}` : sql`${prefix}user_id = ${userId}`
}
