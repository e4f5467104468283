import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { inTexts, jsonRows } from '#lib/db/sql'
import { afterCommit } from '#lib/db/transaction-scope'
import type { OutboxEventType } from './event-types.ts'
import { wakeDelivery } from './listeners.ts'

/** `data` is what the body of an outgoing webhook says: `snake_case`, times as ISO 8601 in UTC. Null room: no single one. */
export type OutboxEvent = { type: OutboxEventType; room: string | null; data: Record<string, unknown> }

/**
 * Puts what happened into the outbox, in the transaction in which it happens: nothing is told that did not happen, and
 * everything is that did. Kept only for webhooks that want to hear it and cover its room; what is about no single room
 * goes to those that cover all.
 */
export async function tellOutbox(tx: Transaction, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return
  const types = [...new Set(events.map(({ type }) => type))]
  await tellSelected(
    tx,
    types,
    sql`select * from jsonb_to_recordset(${jsonRows(events)}) as e(type text, room text, data jsonb)`,
  )
}

/** The same for what a query finds as `type`, `room` and `data`. */
export async function tellSelected(
  tx: Transaction,
  types: readonly OutboxEventType[],
  found: SQL,
): Promise<void> {
  const { rows } = await tx.execute<Told>(sql`with ${tellingSql(types, found)} select ${toldSql} as told`)
  noteTold(rows[0])
}

export type Told = { told: number }

/** How many deliveries `tellingSql` made, for the statement that it is part of. */
export const toldSql = sql`(select count(*)::int from made)`

/**
 * For a statement that must not become two: as part of its `with`. Costs next to nothing where nobody wants to hear it.
 * The lock waits for whoever removes a webhook at this moment; without it the delivery would lack its webhook.
 */
export function tellingSql(types: readonly OutboxEventType[], found: SQL): SQL {
  return sql`
    heard as materialized (
      select id, events, patterns from outgoing_webhooks
      where state = 'on' and exists (select 1 from jsonb_array_elements_text(events) e where e ${inTexts(types)})
      order by id for key share
    ),
    found as materialized (
      select gen_random_uuid() as id, f.type, f.room, f.data from (${found}) f where exists (select 1 from heard)
    ),
    wanted_by as materialized (
      select found.id, heard.id as webhook_id from found join heard
        on jsonb_exists(heard.events, found.type) and (heard.patterns is null or exists (
          select 1 from jsonb_array_elements_text(heard.patterns) p(pattern)
          where found.room ~ ('^' || replace(p.pattern, '*', '.*') || '$')))
    ),
    kept as (
      insert into outbox_events (id, type, room, data, at)
      select id, type, room, data, now() from found where id in (select id from wanted_by)
    ),
    made as (
      insert into deliveries (id, event_id, webhook_id, at, next_at)
      select gen_random_uuid(), id, webhook_id, now(), now() from wanted_by returning 1
    )`
}

/** Wakes whoever sends, once the transaction is committed. */
export function noteTold(row: Told | undefined): void {
  if (row !== undefined && row.told > 0) afterCommit(wakeDelivery)
}

/** Whether any webhook wants to hear of these, for a statement that is made anyway. */
export function isHeardSql(types: readonly OutboxEventType[]): SQL {
  return sql`exists (
    select 1 from outgoing_webhooks w, jsonb_array_elements_text(w.events) e where w.state = 'on' and e ${inTexts(types)})`
}

/** A moment as the body says it. */
export function isoSql(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
