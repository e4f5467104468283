import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { database, inTransaction } from '#lib/db/database'
import { deliveries, outboxEvents, outgoingWebhooks } from '#lib/db/schema'
import { afterCommit } from '#lib/db/transaction-scope'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { notThere, record } from './commands.ts'
import { wakeDelivery } from './listeners.ts'
import { TEST_EVENT, toMessage } from './message.ts'
import { createPost, type Post } from './post.ts'
import type { OutgoingIdInput, RedeliverInput } from './schemas.ts'
import { attemptWords, isTaken } from './view.ts'

/** What came of a test, told on the spot. */
export type Tested = { name: string; isTaken: boolean; words: string }

/** Sends one event of the type `test`, at once and once, whether the webhook is on or off. */
export async function testOutgoingWebhook(
  operator: Operator,
  { webhookId }: OutgoingIdInput,
  post: Post = createPost(),
): Promise<Tested> {
  assertCan(operator, 'outgoing_webhook.manage')
  const db = await database()
  const [webhook] = await db.select().from(outgoingWebhooks).where(eq(outgoingWebhooks.id, webhookId))
  if (webhook === undefined) throw notThere()
  const at = new Date()
  const event = { eventId: crypto.randomUUID(), type: TEST_EVENT, at, data: { by: operator.name } }
  const answer = await post(toMessage({ ...webhook, webhookId }, event, at), new AbortController().signal)
  const status = answer.kind === 'answered' ? answer.status : null
  const fault = answer.kind === 'answered' ? null : answer.fault
  const details = status === null ? { fault } : { status }
  await inTransaction((tx) => record(tx, operator, 'outgoing_webhook.test', webhook, details))
  const attempt = { status, fault }
  return { name: webhook.name, isTaken: isTaken(attempt), words: attemptWords(attempt) }
}

/** Sends an event again, at once and with all its tries, under the same ID: the receiver can tell that it is the same. */
export async function redeliver(
  operator: Operator,
  { deliveryId }: RedeliverInput,
): Promise<{ type: string }> {
  assertCan(operator, 'outgoing_webhook.manage')
  return inTransaction(async (tx) => {
    const [found] = await tx
      .select({
        type: outboxEvents.type,
        id: outgoingWebhooks.id,
        name: outgoingWebhooks.name,
        url: outgoingWebhooks.url,
        state: outgoingWebhooks.state,
        isUnderWay: sql<boolean>`coalesce(${deliveries.sendingUntil} > now(), false)`,
      })
      .from(deliveries)
      .innerJoin(outgoingWebhooks, eq(outgoingWebhooks.id, deliveries.webhookId))
      .innerJoin(outboxEvents, eq(outboxEvents.id, deliveries.eventId))
      .where(eq(deliveries.id, deliveryId))
      .for('update', { of: deliveries })
    if (found === undefined) throw new AppError('not_found', 'There is no such delivery any more.')
    if (found.isUnderWay) throw new AppError('conflict', 'It is being sent at this moment.')
    if (found.state === 'off') throw new AppError('conflict', 'This webhook is off. Switch it on first.')
    await tx
      .update(deliveries)
      .set({ state: 'waiting', attempts: 0, nextAt: sql`now()`, sendingUntil: null })
      .where(eq(deliveries.id, deliveryId))
    afterCommit(wakeDelivery)
    await record(tx, operator, 'outgoing_webhook.redeliver', found, { event: found.type })
    return { type: found.type }
  })
}
