import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows } from '#lib/db/sql'
import type { OutboxEventType } from './event-types.ts'

/** `data` is what the body of an outgoing webhook says: `snake_case`, times as ISO 8601 in UTC. Null room: no single one. */
export type OutboxEvent = { type: OutboxEventType; room: string | null; data: Record<string, unknown> }

/**
 * Puts what happened into the outbox, in the transaction in which it happens: nothing is told that did not happen, and
 * everything is that did. Kept only for webhooks that want to hear it and cover its room; what is about no single room
 * goes to those that cover all.
 */
export async function tellOutbox(tx: Transaction, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => ({ ...event, id: crypto.randomUUID() }))
  await tx.execute(sql`
    with told as (
      select * from jsonb_to_recordset(${jsonRows(rows)}) as e(id uuid, type text, room text, data jsonb)
    ),
    wanted as (
      select told.*, w.id as webhook_id from told join outgoing_webhooks w
        on w.state = 'on' and jsonb_exists(w.events, told.type) and (w.patterns is null or exists (
          select 1 from jsonb_array_elements_text(w.patterns) p(pattern)
          where told.room ~ ('^' || replace(p.pattern, '*', '.*') || '$')))
    ),
    kept as (
      insert into outbox_events (id, type, room, data, at) select distinct id, type, room, data, now() from wanted
    )
    insert into deliveries (id, event_id, webhook_id, next_at)
    select gen_random_uuid(), id, webhook_id, now() from wanted`)
}
