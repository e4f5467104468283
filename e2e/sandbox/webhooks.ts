import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { DailyEvent } from './events.ts'
import { ApiFailure, invalidRequest, notFound } from './failure.ts'
import type { World } from './world.ts'

const eventType = z
  .string()
  .regex(
    /^(meeting|participant|waiting-participant|recording|transcript|streaming|batch-processor|dialout|dialin)\.[a-z-]+$/,
  )

const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)

export const newWebhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  eventTypes: z.array(eventType).min(1).optional(),
  hmac: base64.min(4).optional(),
  basicAuth: z.string().optional(),
  retryType: z.enum(['circuit-breaker', 'exponential']).optional(),
})

export const webhookChanges = newWebhook.partial()

export type Webhook = {
  uuid: string
  url: string
  hmac: string
  basicAuth: string | null
  retryType: 'circuit-breaker' | 'exponential'
  eventTypes: string[]
  state: 'ACTIVE' | 'FAILED'
  failedCount: number
  lastMomentPushed: string | null
  domainId: string
  createdAt: string
  updatedAt: string
}

const USUAL_EVENT_TYPES = ['meeting.started', 'meeting.ended', 'participant.joined', 'participant.left']

export type Target = Pick<Webhook, 'url' | 'hmac' | 'basicAuth'>
export type PostOptions = {
  signed?: boolean | undefined
  signature?: string | undefined
  timestamp?: string | undefined
}
/** Returns the status of the answer, or null when there was none in time. */
export type Post = (target: Target, body: unknown, options?: PostOptions) => Promise<number | null>

export function listWebhooks(world: World) {
  requirePlan(world)
  return world.webhook ? [world.webhook] : []
}

export function getWebhook(world: World, uuid: string) {
  requirePlan(world)
  if (world.webhook?.uuid !== uuid) throw notFound(`webhook ${uuid} not found`)
  return world.webhook
}

export async function createWebhook(world: World, post: Post, input: z.infer<typeof newWebhook>) {
  requirePlan(world)
  if (world.webhook) throw invalidRequest('a webhook already exists for this domain')
  const moment = new Date(world.now()).toISOString()
  const webhook: Webhook = {
    uuid: randomUUID(),
    url: input.url,
    hmac: input.hmac ?? randomBytes(32).toString('base64'),
    basicAuth: input.basicAuth ?? null,
    retryType: input.retryType ?? 'circuit-breaker',
    eventTypes: input.eventTypes ?? USUAL_EVENT_TYPES,
    state: 'ACTIVE',
    failedCount: 0,
    lastMomentPushed: null,
    domainId: world.domainId,
    createdAt: moment,
    updatedAt: moment,
  }
  await verify(world, post, webhook)
  if (world.webhook) throw invalidRequest('a webhook already exists for this domain')
  world.webhook = webhook
  return webhook
}

export async function updateWebhook(
  world: World,
  post: Post,
  { uuid, changes }: { uuid: string; changes: z.infer<typeof webhookChanges> },
) {
  const webhook = getWebhook(world, uuid)
  const changed: Webhook = {
    ...webhook,
    url: changes.url ?? webhook.url,
    hmac: changes.hmac ?? webhook.hmac,
    basicAuth: changes.basicAuth ?? webhook.basicAuth,
    retryType: changes.retryType ?? webhook.retryType,
    eventTypes: changes.eventTypes ?? webhook.eventTypes,
    state: 'ACTIVE',
    failedCount: 0,
    updatedAt: new Date(world.now()).toISOString(),
  }
  await verify(world, post, changed)
  world.webhook = changed
  return changed
}

export function deleteWebhook(world: World, uuid: string) {
  getWebhook(world, uuid)
  world.webhook = null
  return {}
}

function requirePlan({ quirks }: World) {
  if (quirks.webhookPlan === 'included') return
  throw new ApiFailure(quirks.webhookPlanStatus, 'invalid-plan-type', 'webhooks need a card on file')
}

async function verify(world: World, post: Post, target: Target) {
  const status = await post(target, { test: 'test' }, { signed: world.quirks.webhookTestCall === 'signed' })
  if (status !== 200) throw invalidRequest(`non-200 status code returned from webhook endpoint ${target.url}`)
}

export function sign(hmac: string, timestamp: string, body: string) {
  return createHmac('sha256', Buffer.from(hmac, 'base64')).update(`${timestamp}.${body}`).digest('base64')
}

export const wants = (webhook: Webhook, event: DailyEvent) =>
  webhook.state === 'ACTIVE' && webhook.eventTypes.includes(event.type)
