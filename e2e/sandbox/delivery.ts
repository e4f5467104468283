import { setTimeout as pause } from 'node:timers/promises'
import type { DailyEvent } from './events.ts'
import { type PostOptions, sign, type Target, wants } from './webhooks.ts'
import type { World } from './world.ts'

const MOST_AT_ONCE = 8
const FAILURES_TO_TRIP = 3
const MOST_TRIES = 5
const LONGEST_BACKOFF_MS = 15 * 60_000

export async function postSigned(
  { world, closing }: { world: World; closing: AbortSignal },
  target: Target,
  { body, options = {} }: { body: unknown; options?: PostOptions | undefined },
) {
  const text = JSON.stringify(body)
  const unit = world.quirks.webhookTimestamp === 'seconds' ? 1000 : 1
  const timestamp = options.timestamp ?? String(Math.floor(world.now() / unit))
  const signature = options.signature ?? sign(target.hmac, timestamp, text)
  const signed = { 'X-Webhook-Timestamp': timestamp, 'X-Webhook-Signature': signature }
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(options.signed === false ? {} : signed),
        ...(target.basicAuth === null ? {} : { authorization: `Basic ${target.basicAuth}` }),
      },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(world.quirks.webhookTimeoutMs)]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}

type Deliver = (target: Target, event: DailyEvent) => Promise<number | null>

/** Sends events to the domain's webhook in about the order they came, a few at once. */
export function createDelivery(world: World, deliver: Deliver, closing: AbortSignal) {
  const waiting: DailyEvent[] = []
  let busy = 0

  async function drain() {
    busy += 1
    for (let event = waiting.shift(); event && !closing.aborted; event = waiting.shift()) {
      await deliverEvent(world, { deliver, event, closing })
    }
    busy -= 1
  }

  function enqueue(event: DailyEvent) {
    const { webhookDelivery } = world.quirks
    if (!world.webhook || webhookDelivery === 'never') return
    waiting.push(event)
    if (webhookDelivery === 'twice') waiting.push({ ...event, id: `1-w-${event.id}` })
    if (busy < MOST_AT_ONCE) void drain()
  }

  return { enqueue, clear: () => waiting.splice(0) }
}

type OneEvent = { deliver: Deliver; event: DailyEvent; closing: AbortSignal }

async function deliverEvent(world: World, { deliver, event, closing }: OneEvent) {
  const tries = world.webhook?.retryType === 'exponential' ? MOST_TRIES : 1
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { webhook } = world
    if (!webhook || !wants(webhook, event) || closing.aborted) return
    if ((await deliver(webhook, event)) === 200) {
      webhook.failedCount = 0
      webhook.lastMomentPushed = new Date(world.now()).toISOString()
      return
    }
    webhook.failedCount += 1
    if (tries === 1) {
      if (webhook.failedCount >= FAILURES_TO_TRIP) webhook.state = 'FAILED'
      return
    }
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, world.quirks.webhookBackoffMs * 2 ** attempt)
    if (attempt < tries - 1) await pause(backoffMs, undefined, { signal: closing }).catch(() => {})
  }
}
