import { asc } from 'drizzle-orm'
import { database, inTransaction } from '#lib/db/database'
import { deliveries, outboxEvents, outgoingWebhooks } from '#lib/db/schema'
import { createDelivering } from '#lib/outbox/deliver'
import { OUTBOX_EVENT_TYPES, type OutboxEventType } from '#lib/outbox/event-types'
import { tellOutbox } from '#lib/outbox/events'
import { ROOM } from './decisions.ts'

type WebhookRow = typeof outgoingWebhooks.$inferInsert

/** An outgoing webhook that wants to hear everything. */
export async function storeWebhook(chosen: Partial<WebhookRow> = {}): Promise<string> {
  const id = chosen.id ?? crypto.randomUUID()
  const db = await database()
  await db.insert(outgoingWebhooks).values({
    name: `hook ${id}`,
    url: 'https://hooks.example/marker-path-1234',
    format: 'json',
    events: [...OUTBOX_EVENT_TYPES],
    state: 'on',
    createdByName: 'Ada admin',
    ...chosen,
    id,
  })
  return id
}

export function aClaimedReport(groupId: string = crypto.randomUUID(), room = ROOM) {
  const data = { group_id: groupId, room, by: 'Ada', at: '2026-11-26T10:00:00.000Z' }
  return { type: 'report.claimed' as const, room, data }
}

export async function tell(count = 1): Promise<void> {
  await inTransaction((tx) =>
    tellOutbox(
      tx,
      Array.from({ length: count }, () => aClaimedReport()),
    ),
  )
}

/** What was told, oldest first. */
export async function listTold(type?: OutboxEventType) {
  const db = await database()
  const rows = await db.select().from(outboxEvents).orderBy(asc(outboxEvents.at), asc(outboxEvents.id))
  return type === undefined ? rows : rows.filter((row) => row.type === type)
}

export async function listDeliveryRows() {
  const db = await database()
  return db.select().from(deliveries).orderBy(asc(deliveries.at), asc(deliveries.id))
}

/** Sends everything that is due and waits for it. */
export async function deliverNow(): Promise<void> {
  const delivering = createDelivering()
  await delivering.sendDue()
  await delivering.idle()
}
