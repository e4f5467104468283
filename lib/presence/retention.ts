import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { appendAudit, SYSTEM } from '#lib/audit/record'
import { database, inTransaction } from '#lib/db/database'

const ROWS_PER_STATEMENT = 500
const PAUSE_MS = 100
/** Counts what was deleted and is not on record yet: written with each deletion, so that a crash loses nothing. */
const UNRECORDED_KEY = 'history_purge_unrecorded'

/** What outgoing webhooks were told is of use to repeat it, and not for longer. */
const OUTBOX_DAYS = 30

type Counts = { participants?: number; webhookEvents?: number; outboxEvents?: number }

/**
 * Deletes who left, and what webhooks told or were told, more than `days` ago; never anybody present. Small statements with
 * pauses, so that nobody waits for it; after an abort the next purge goes on. Decisions keep their own copies of names
 * and IDs. Tells how many rows went.
 */
export async function purgeHistory(days: number, signal?: AbortSignal): Promise<number> {
  const deleted =
    (await purgeAll('participants', oldParticipants(days), signal)) +
    (await purgeAll('webhookEvents', oldWebhookEvents(days), signal)) +
    (await purgeAll('outboxEvents', oldOutboxEvents(Math.min(days, OUTBOX_DAYS)), signal))
  if (signal?.aborted !== true) await recordPurge(days)
  return deleted
}

function oldParticipants(days: number): SQL {
  return sql`delete from participants where (room, participant_id) in (
    select room, participant_id from participants where left_at < now() - make_interval(days => ${days})
    order by left_at limit ${ROWS_PER_STATEMENT} for update skip locked)`
}

function oldWebhookEvents(days: number): SQL {
  return sql`delete from webhook_events where key in (
    select key from webhook_events where received_at < now() - make_interval(days => ${days})
    order by received_at limit ${ROWS_PER_STATEMENT} for update skip locked)`
}

/** With their deliveries. */
function oldOutboxEvents(days: number): SQL {
  return sql`delete from outbox_events where id in (
    select id from outbox_events where at < now() - make_interval(days => ${days})
    order by at limit ${ROWS_PER_STATEMENT} for update skip locked)`
}

async function purgeAll(kind: keyof Counts, deletion: SQL, signal?: AbortSignal): Promise<number> {
  let total = 0
  while (signal?.aborted !== true) {
    const deleted = await purgeSome(kind, deletion)
    total += deleted
    if (deleted < ROWS_PER_STATEMENT) break
    await delay(PAUSE_MS)
  }
  return total
}

async function purgeSome(kind: keyof Counts, deletion: SQL): Promise<number> {
  const db = await database()
  const { rows } = await db.execute<{ deleted: number | string }>(sql`
    with gone as (${deletion} returning 1),
    counted as (select count(*) as deleted from gone),
    noted as (
      insert into settings as s (key, value)
      select ${UNRECORDED_KEY}, jsonb_build_object(${kind}::text, deleted) from counted where deleted > 0
      on conflict (key) do update set value = s.value || jsonb_build_object(
        ${kind}::text, coalesce((s.value ->> ${kind})::bigint, 0) + (excluded.value ->> ${kind})::bigint)
    )
    select deleted from counted`)
  return Number(rows[0]?.deleted ?? 0)
}

async function recordPurge(days: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ value: Counts }>(
      sql`delete from settings where key = ${UNRECORDED_KEY} returning value`,
    )
    const [row] = rows
    if (row === undefined) return
    const { participants = 0, webhookEvents = 0, outboxEvents } = row.value
    const details = { participants, webhookEvents, outboxEvents, days }
    await appendAudit(tx, { actor: SYSTEM, verb: 'history.purge', result: 'done', details })
  })
}
