import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { type Cursor, type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { notThere } from './commands.ts'
import { OUTBOX_EVENT_TYPES, type OutgoingFormat } from './event-types.ts'
import { bodyOf } from './message.ts'
import type { ListDeliveriesInput, OutgoingIdInput } from './schemas.ts'
import { type DeliveryState, type DeliveryView, type OutgoingWebhookView, shownAddress } from './view.ts'

const PAGE_SIZE = 50

/** All outgoing webhooks by name; never their whole address or secret. */
export async function listOutgoingWebhooks(operator: Operator): Promise<OutgoingWebhookView[]> {
  assertCan(operator, 'outgoing_webhook.manage')
  return readWebhooks(sql`true`)
}

export async function getOutgoingWebhook(
  operator: Operator,
  { webhookId }: OutgoingIdInput,
): Promise<OutgoingWebhookView> {
  assertCan(operator, 'outgoing_webhook.manage')
  const [webhook] = await readWebhooks(sql`w.id = ${webhookId}::uuid`)
  if (webhook === undefined) throw notThere()
  return webhook
}

type WebhookRow = Omit<OutgoingWebhookView, 'address' | 'events' | 'createdAt' | 'last'> & {
  url: string
  events: string[]
  createdAt: RawTime
  lastAt: RawTime
  lastStatus: number | null
  lastFault: string | null
}

async function readWebhooks(which: SQL): Promise<OutgoingWebhookView[]> {
  const db = await database()
  const { rows } = await db.execute<WebhookRow>(sql`
    select w.id as "webhookId", w.name, w.url, w.format, w.events, w.patterns, w.state = 'on' as "isOn",
      w.created_at as "createdAt", w.created_by_name as by,
      l.last_at as "lastAt", l.last_status as "lastStatus", l.last_fault as "lastFault",
      (select count(*)::int from deliveries where webhook_id = w.id and state = 'waiting') as waiting,
      (select count(*)::int from deliveries where webhook_id = w.id and state = 'given_up') as "givenUp"
    from outgoing_webhooks w left join lateral (
      select last_at, last_status, last_fault from deliveries
      where webhook_id = w.id and last_at is not null order by last_at desc limit 1
    ) l on true
    where ${which} order by w.name, w.id`)
  return rows.map(({ url, events, createdAt, lastAt, lastStatus, lastFault, ...same }) => ({
    ...same,
    address: shownAddress(url),
    events: OUTBOX_EVENT_TYPES.filter((type) => events.includes(type)),
    createdAt: toMs(createdAt) ?? 0,
    last: toLast({ lastAt, lastStatus, lastFault }),
  }))
}

type LastRow = { lastAt: RawTime; lastStatus: number | null; lastFault: string | null }

function toLast({ lastAt, lastStatus, lastFault }: LastRow): DeliveryView['last'] {
  const at = toMs(lastAt)
  return at === null ? null : { at, status: lastStatus, fault: lastFault }
}

/** What was told to one webhook, newest first. `failed`: what is given up, or waits after an attempt that failed. */
export async function listDeliveries(
  operator: Operator,
  { webhookId, cursor, only }: OutgoingIdInput & ListDeliveriesInput,
): Promise<Page<DeliveryView>> {
  assertCan(operator, 'outgoing_webhook.manage')
  const db = await database()
  const isFailed = sql`(d.state = 'given_up' or (d.state = 'waiting' and d.last_at is not null))`
  const which = sql`d.webhook_id = ${webhookId}::uuid and ${only === 'failed' ? isFailed : sql`true`}`
  return readPage(
    cursor,
    PAGE_SIZE,
    (from, limit) => readDeliveries(db, which, from, limit),
    ({ at, deliveryId }) => ({ at, id: deliveryId }),
  )
}

type DeliveryRow = LastRow & {
  deliveryId: string
  eventId: string
  type: string
  at: RawTime
  eventAt: RawTime
  data: Record<string, unknown>
  format: OutgoingFormat
  state: DeliveryState
  attempts: number
  nextAt: RawTime
  isUnderWay: boolean
}

async function readDeliveries(
  db: Queryable,
  which: SQL,
  cursor: Cursor | null,
  limit: number,
): Promise<DeliveryView[]> {
  const goingUp = cursor?.direction === 'newer'
  const beyond =
    cursor === null
      ? sql`true`
      : sql`(d.at, d.id) ${goingUp ? sql`>` : sql`<`} (${new Date(cursor.at).toISOString()}::timestamptz, ${cursor.id}::uuid)`
  const order = goingUp ? sql`d.at, d.id` : sql`d.at desc, d.id desc`
  const { rows } = await db.execute<DeliveryRow>(sql`
    select d.id as "deliveryId", d.event_id as "eventId", e.type, d.at, e.at as "eventAt", e.data, w.format, d.state,
      d.attempts, d.next_at as "nextAt", coalesce(d.sending_until > now(), false) as "isUnderWay",
      d.last_at as "lastAt", d.last_status as "lastStatus", d.last_fault as "lastFault"
    from deliveries d join outbox_events e on e.id = d.event_id join outgoing_webhooks w on w.id = d.webhook_id
    where ${which} and ${beyond} order by ${order} limit ${limit}`)
  return rows.map(toDelivery)
}

function toDelivery(row: DeliveryRow): DeliveryView {
  const { deliveryId, eventId, type, data, format, state, attempts, isUnderWay } = row
  const at = new Date(row.eventAt ?? 0)
  return {
    deliveryId,
    type,
    at: toMs(row.at) ?? 0,
    state,
    attempts,
    nextAt: state === 'waiting' ? toMs(row.nextAt) : null,
    isUnderWay,
    last: toLast(row),
    body: bodyOf(format, { eventId, type, at, data }),
  }
}
