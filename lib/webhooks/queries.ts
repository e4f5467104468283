import 'server-only'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import { WEBHOOK_EVENT_TYPES } from '#lib/daily/webhook-body'
import { webhookHmac } from '#lib/daily/webhook-signature'
import type { DailyWebhook, WebhookSettings } from '#lib/daily/webhooks'
import { env } from '#lib/env'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { isReachable, isSameAddress, shownAddress, toWebhookUrl } from './address.ts'

/** Why our webhook does not bring what it should. */
export type WebhookFault = 'failed' | 'unknown_state' | 'other_secret' | 'missing_events'

type State =
  | { kind: 'none' }
  | { kind: 'ours'; webhookId: string; faults: WebhookFault[]; lastDeliveredAt: number | null }
  /** `hasSecret`: whether what it signs is accepted here; null when Daily does not tell. */
  | { kind: 'foreign'; address: string; hasSecret: boolean | null }
  | { kind: 'not_in_plan' }
  | { kind: 'not_known'; message: string }

/** What Daily says of its webhook now. `url` is our own address, `isReachable` whether Daily could call it. */
export type WebhookView = State & { url: string; isReachable: boolean }

export async function getWebhook(operator: Operator): Promise<WebhookView> {
  assertCan(operator, 'settings.manage')
  const { url } = ourSettings()
  return { ...(await readState()), url, isReachable: isReachable(url) }
}

/** What our webhook is made with. Holds the secret: for Daily alone. */
export function ourSettings(): WebhookSettings {
  return { url: toWebhookUrl(env().APP_URL), hmac: webhookHmac(), eventTypes: WEBHOOK_EVENT_TYPES }
}

async function readState(): Promise<State> {
  try {
    const webhook = await daily().findWebhook()
    return webhook === null ? { kind: 'none' } : toState(webhook)
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error
    if (error.code === 'not_in_plan') return { kind: 'not_in_plan' }
    return { kind: 'not_known', message: error.message }
  }
}

function toState(webhook: DailyWebhook): State {
  const { url, hmac } = ourSettings()
  if (!isSameAddress(webhook.url, url))
    return { kind: 'foreign', address: shownAddress(webhook.url), hasSecret: webhook.hasSecret(hmac) }
  const { webhookId, lastDeliveredAt } = webhook
  return {
    kind: 'ours',
    webhookId,
    faults: faultsOf(webhook, hmac),
    lastDeliveredAt: lastDeliveredAt?.getTime() ?? null,
  }
}

function faultsOf(webhook: DailyWebhook, hmac: string): WebhookFault[] {
  const { state, eventTypes } = webhook
  return [
    ...(state === 'failed' ? (['failed'] as const) : []),
    ...(state === 'unknown' ? (['unknown_state'] as const) : []),
    ...(webhook.hasSecret(hmac) === false ? (['other_secret'] as const) : []),
    ...(WEBHOOK_EVENT_TYPES.every((type) => eventTypes.includes(type)) ? [] : (['missing_events'] as const)),
  ]
}
