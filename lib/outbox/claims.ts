import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { jsonRows } from '#lib/db/sql'
import type { OutgoingFormat } from './event-types.ts'
import type { OutgoingEvent, Receiver } from './message.ts'
import type { Verdict } from './retry.ts'
import type { Attempt } from './view.ts'

/** Longer than an attempt may take: what nobody has noted by then is sent again. */
const CLAIM_SECONDS = 30
export const MOST_PER_WEBHOOK = 2

export type Claim = {
  deliveryId: string
  /** The attempt under way, the first is 1. */
  attempts: number
  /** Names this claim among all of the delivery. */
  claimedUntil: string
  receiver: Receiver
  event: OutgoingEvent
}

type Row = {
  deliveryId: string
  attempts: number
  claimedUntil: string
  webhookId: string
  url: string
  format: OutgoingFormat
  secretNumber: number
  eventId: string
  type: string
  at: Date | string
  data: Record<string, unknown>
}

/**
 * Takes deliveries that are due, of each webhook that is on at most as many as it has room for beside those under way.
 * Nobody else takes them meanwhile. The oldest first, but no order is promised.
 */
export async function claimDue(busy: readonly { webhookId: string; count: number }[]): Promise<Claim[]> {
  const db = await database()
  const { rows } = await db.execute<Row>(sql`
    with free as materialized (
      select w.id, ${MOST_PER_WEBHOOK}::int - coalesce(b.count, 0) as slots
      from outgoing_webhooks w left join jsonb_to_recordset(${jsonRows(busy)}) as b("webhookId" uuid, count int)
        on b."webhookId" = w.id
      where w.state = 'on'
    ),
    due as materialized (
      select d.id from free cross join lateral (
        select id from deliveries
        where webhook_id = free.id and state = 'waiting' and next_at <= now()
          and (sending_until is null or sending_until <= now())
        order by next_at, id limit greatest(free.slots, 0) for update skip locked
      ) d
    ),
    taken as (
      update deliveries d set attempts = d.attempts + 1, sending_until = now() + make_interval(secs => ${CLAIM_SECONDS})
      from due where d.id = due.id
      returning d.id, d.webhook_id, d.event_id, d.attempts, d.sending_until
    )
    select taken.id as "deliveryId", taken.attempts, taken.sending_until::text as "claimedUntil", w.id as "webhookId", w.url,
      w.format, w.secret_number as "secretNumber", e.id as "eventId", e.type, e.at, e.data
    from taken join outgoing_webhooks w on w.id = taken.webhook_id join outbox_events e on e.id = taken.event_id`)
  return rows.map(({ deliveryId, attempts, claimedUntil, eventId, type, at, data, ...receiver }) => ({
    deliveryId,
    attempts,
    claimedUntil,
    receiver,
    event: { eventId, type, at: new Date(at), data },
  }))
}

/** Stores what came of an attempt, unless the claim has run out and somebody else is at it. */
export async function noteAttempt(claim: Claim, { status, fault }: Attempt, verdict: Verdict): Promise<void> {
  const db = await database()
  const seconds = verdict.state === 'waiting' ? verdict.seconds : 0
  await db.execute(sql`
    update deliveries set state = ${verdict.state}, next_at = now() + make_interval(secs => ${seconds}::float8),
      sending_until = null, last_at = now(), last_status = ${status}::int, last_fault = ${fault}
    where id = ${claim.deliveryId}::uuid and sending_until = ${claim.claimedUntil}::timestamptz`)
}

/** A receiver that asks to be left alone is, with all that waits for it. */
export async function holdBack(webhookId: string, seconds: number): Promise<void> {
  const db = await database()
  await db.execute(sql`
    update deliveries set next_at = now() + make_interval(secs => ${seconds}::float8)
    where id in (
      select id from deliveries
      where webhook_id = ${webhookId}::uuid and state = 'waiting' and sending_until is null
        and next_at < now() + make_interval(secs => ${seconds}::float8)
      for update skip locked)`)
}
