import 'server-only'

import { z } from 'zod'
import type { Line } from '#lib/daily/http'
import { answered, type ReadOptions, read, toParsed } from '#lib/daily/reads'
import { instant, storableId } from '#lib/daily/schemas'

/** Daily calls the new address first and waits for it, up to 8 s. */
const CHANGE_TIMEOUT_MS = 15_000

const STATES: Record<string, 'active' | 'failed'> = { ACTIVE: 'active', FAILED: 'failed', INACTIVE: 'failed' }

const webhookAnswer = z
  .object({
    uuid: storableId,
    url: z.string(),
    state: z.string().nullish().catch(null),
    hmac: z.string().nullish().catch(null),
    eventTypes: z.array(z.string()).catch([]),
    lastMomentPushed: instant,
  })
  .transform(({ uuid, url, state, hmac, eventTypes, lastMomentPushed }) => ({
    webhookId: uuid,
    url,
    state: STATES[state ?? ''] ?? ('unknown' as const),
    eventTypes,
    lastDeliveredAt: lastMomentPushed ?? null,
    /** Null when Daily does not tell. The secret itself stays in here. */
    hasSecret: (secret: string) => (hmac == null ? null : hmac === secret),
  }))

/** The one webhook that a domain has. */
export type DailyWebhook = z.infer<typeof webhookAnswer>

export type WebhookSettings = { url: string; hmac: string; eventTypes: string[] }

export async function findWebhook(line: Line, options: ReadOptions = {}): Promise<DailyWebhook | null> {
  const [webhook = null] = await read(line, '/webhooks', z.array(webhookAnswer), options)
  return webhook
}

export async function createWebhook(line: Line, settings: WebhookSettings, options: ReadOptions = {}) {
  return change(line, '/webhooks', settings, options)
}

/** Changes a webhook to these settings; one that Daily has switched off works again. */
export async function updateWebhook(
  line: Line,
  webhookId: string,
  settings: WebhookSettings,
  options: ReadOptions = {},
) {
  return change(line, pathOf(webhookId), settings, options)
}

export async function deleteWebhook(line: Line, webhookId: string, options: ReadOptions = {}): Promise<void> {
  await answered(line, { method: 'DELETE', path: pathOf(webhookId), ...options })
}

async function change(line: Line, path: string, settings: WebhookSettings, options: ReadOptions) {
  // Daily's other kind switches a webhook off after three failures, as a restart of ours may cause.
  const body = { ...settings, retryType: 'exponential' }
  const call = { method: 'POST', path, body, timeoutMs: CHANGE_TIMEOUT_MS, ...options } as const
  return toParsed(await answered(line, call), webhookAnswer)
}

function pathOf(webhookId: string): string {
  return `/webhooks/${encodeURIComponent(webhookId)}`
}
