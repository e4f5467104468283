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

/**
 * Goes out from who is in a room and from what is marked as here, and finds the other side by its index: no plan can
 * compare everybody with every report, also where the database knows nothing yet of how its tables have grown.
 */
function turned(): SQL {
  const present = (ofPerson: SQL) => sql`exists (
    select from (select room, left_at from participants where ${ofPerson} offset 0) p
    where p.room = o.room and p.left_at is null)`
  return sql`
    select g.id, true as here
    from (select room, user_id, participant_id from participants where left_at is null offset 0) p
    cross join lateral (
      (select * from report_groups where user_id = p.user_id offset 0)
      union all
      (select * from report_groups where participant_id = p.participant_id offset 0)
    ) g
    where g.room = p.room and g.state = 'open' and g.kind = 'target' and not g.here
    union
    select o.id, false
    from (select id, room, user_id, participant_id from report_groups
      where state = 'open' and kind = 'target' and here offset 0) o
    where not ${present(sql`user_id = o.user_id`)} and not ${present(sql`participant_id = o.participant_id`)}`
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
