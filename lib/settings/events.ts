import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { purgeHistory } from '#lib/presence/retention'
import { processWide } from '#lib/process-wide'
import { getHistoryDays } from './queries.ts'

const PURGED_AT_KEY = 'history_purged_at'
/** Asked in every turn of the observer, the database is not. */
const ASK_EVERY_MS = 600_000

/**
 * Deletes history that is older than the setting allows, at most once a day for the whole installation. A first purge
 * of a large database takes minutes: do not wait for it where time matters.
 */
export async function purgeWhenDue(signal?: AbortSignal): Promise<void> {
  const asked = processWide('history-purge', () => ({ atMs: Number.NEGATIVE_INFINITY }))
  if (performance.now() - asked.atMs < ASK_EVERY_MS) return
  asked.atMs = performance.now()
  if (await claimToday()) await purgeHistory(await getHistoryDays(), signal)
}

/** True for one of all who ask within a day. What somebody wrote by hand, or a time to come, counts as never. */
async function claimToday(): Promise<boolean> {
  const db = await database()
  const { rows } = await db.execute(sql`
    insert into settings as s (key, value) values (${PURGED_AT_KEY}, to_jsonb(extract(epoch from now())))
    on conflict (key) do update set value = excluded.value
    where case jsonb_typeof(s.value)
      when 'number' then s.value::numeric not between extract(epoch from now()) - 86400 and extract(epoch from now())
      else true end
    returning key`)
  return rows.length === 1
}
