import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database, inTransaction } from '#lib/db/database'
import { log, traceOf } from '#lib/log'
import { processWide } from '#lib/process-wide'
import { INTAKE_LOCK } from './intake-known.ts'

/**
 * Notes for every open group whether whom it is about is in the room now. Only rows that turn are written, and while there
 * is none it is one read.
 */
export async function refreshHere(): Promise<void> {
  const db = await database()
  const { rows } = await db.execute(sql`select 1 from (${turned()}) turned limit 1`)
  if (rows.length === 0) return
  await inTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${INTAKE_LOCK})`)
    await tx.execute(
      sql`update report_groups g set here = t.here from (${turned()}) t where g.id = t.id and g.state = 'open'`,
    )
  })
}

/** Both sides are read once and joined by hash, however many groups are open and however full the rooms. */
function turned(): SQL {
  return sql`
    with open as materialized (
      select id, room, user_id, participant_id, here from report_groups where state = 'open' and kind = 'target'
    ), present as materialized (
      select room, participant_id, user_id from participants
      where left_at is null and exists (select from open) and room in (select room from open)
    ), found as materialized (
      select o.id from open o join (select distinct room, user_id from present) p on p.room = o.room and p.user_id = o.user_id
      union
      select o.id from open o join present p on p.room = o.room and p.participant_id = o.participant_id
    )
    select o.id, f.id is not null as here from open o left join found f on f.id = o.id
    where o.here <> (f.id is not null)`
}

const SOON_MS = 300

type Soon = { due: boolean }

/** However many join at once, they are looked at together. */
export function refreshHereSoon(): void {
  const soon = processWide<Soon>('reports-here', () => ({ due: false }))
  if (soon.due) return
  soon.due = true
  setTimeout(() => {
    soon.due = false
    void refreshHere().catch((error: unknown) =>
      log().error({ err: traceOf(error) }, 'who of the reported is in the room could not be noted'),
    )
  }, SOON_MS).unref()
}
