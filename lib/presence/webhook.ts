import 'server-only'
import type { DailyEvent } from '#lib/daily/webhook-event'
import { database } from '#lib/db/database'
import { webhookEvents } from '#lib/db/schema'
import { wantPoll } from './events.ts'

/** Stores an event of Daily's webhook once and acts on it. When this returns the event is kept. */
export async function takeWebhookEvent(event: DailyEvent): Promise<void> {
  const db = await database()
  await db
    .insert(webhookEvents)
    .values({ ...event, body: event.body ?? {} })
    .onConflictDoNothing()
  await wantPoll()
}
