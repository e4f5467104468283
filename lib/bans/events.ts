import 'server-only'
import { sql } from 'drizzle-orm'
import { inTransaction } from '#lib/db/database'
import { touchUsers } from '#lib/presence/rows'

/**
 * Bans begin and end at their instant, and no job makes them. This only tells open room pages, which ask for nothing but
 * what was written. Returns the moment to go on from.
 */
export async function noteTurningBans(since: Date): Promise<Date> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ userId: string }>(sql`
      select distinct b.user_id as "userId" from bans b
      join participants p on p.user_id = b.user_id and p.left_at is null
      where b.lifted_at is null
        and ((b.ends_at > ${since.toISOString()}::timestamptz and b.ends_at <= now())
          or (b.starts_at > ${since.toISOString()}::timestamptz and b.starts_at <= now()))`)
    const moment = await tx.execute<{ now: string | Date }>(sql`select now() as now`)
    await touchUsers(
      tx,
      rows.map(({ userId }) => userId),
    )
    return new Date(moment.rows[0]?.now ?? since)
  })
}
