import 'server-only'
import { appendAudit, toActor } from '#lib/audit/record'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import { inTransaction } from '#lib/db/database'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { isSameAddress } from './address.ts'
import { ourSettings } from './queries.ts'
import type { ChangeWebhookInput, CreateWebhookInput } from './schemas.ts'

/** Less than a page waits for an action. */
const GIVE_UP_AFTER_MS = 25_000

type Deed = 'webhook.create' | 'webhook.revive' | 'webhook.remove'

const TAKEN = 'Daily has a webhook already, and a domain has only one. Nothing was changed.'
const CHANGED = 'Daily’s webhook is not the one shown here any more. Nothing was changed.'
const MOVED = 'This console’s address is another one by now. Nothing was changed. Reload the page.'

/** Makes our webhook, where Daily has none. */
export async function createWebhook(operator: Operator, { url }: CreateWebhookInput): Promise<void> {
  assertCan(operator, 'settings.manage')
  const settings = ourSettings()
  if (url !== settings.url) throw new AppError('conflict', MOVED)
  const options = { signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) }
  if ((await told(() => daily().findWebhook(options))) !== null) throw new AppError('conflict', TAKEN)
  await onRecord(operator, 'webhook.create', () => daily().createWebhook(settings, options))
}

/** Sends address, secret and events anew, so that Daily delivers again. Never touches anybody else's webhook. */
export async function reviveWebhook(operator: Operator, { webhookId }: ChangeWebhookInput): Promise<void> {
  assertCan(operator, 'settings.manage')
  const options = { signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) }
  await assertOurs(webhookId, options)
  const settings = ourSettings()
  await onRecord(operator, 'webhook.revive', () => daily().updateWebhook(webhookId, settings, options))
}

/** Never touches anybody else's webhook. */
export async function removeWebhook(operator: Operator, { webhookId }: ChangeWebhookInput): Promise<void> {
  assertCan(operator, 'settings.manage')
  const options = { signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) }
  await assertOurs(webhookId, options)
  await onRecord(operator, 'webhook.remove', () => daily().deleteWebhook(webhookId, options))
}

/** Between the look at the page and the click the webhook may have become somebody else's. */
async function assertOurs(webhookId: string, options: { signal: AbortSignal }): Promise<void> {
  const webhook = await told(() => daily().findWebhook(options))
  const isOurs = webhook?.webhookId === webhookId && isSameAddress(webhook.url, ourSettings().url)
  if (!isOurs) throw new AppError('conflict', CHANGED)
}

async function onRecord(operator: Operator, deed: Deed, change: () => Promise<unknown>): Promise<void> {
  const actor = toActor(operator)
  const note = (result: 'asked' | 'done' | 'failed', details: { code?: string; status?: number } = {}) =>
    inTransaction((tx) => appendAudit(tx, { actor, verb: deed, result, details }))
  await note('asked')
  try {
    await change()
  } catch (error) {
    await note('failed', error instanceof DailyFailure ? detailsOf(error) : { code: 'unexpected' })
    throw error instanceof DailyFailure ? toAppError(error, deed) : error
  }
  await note('done')
}

function detailsOf({ code, status }: DailyFailure): { code: string; status?: number } {
  return status === undefined ? { code } : { code, status }
}

async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error
    throw new AppError('daily_unavailable', `${error.message} Nothing was changed.`)
  }
}

function toAppError({ code, message }: DailyFailure, deed: Deed): AppError {
  if (code === 'not_found') return new AppError('conflict', CHANGED)
  if (code === 'unclear') {
    const unknown = `${message} It is not known whether it did as asked: check.`
    return new AppError('daily_unavailable', unknown)
  }
  if (code !== 'refused' || deed === 'webhook.remove')
    return new AppError('daily_unavailable', `${message} Nothing was changed.`)
  return new AppError(
    'daily_unavailable',
    `Daily refused. Either a colleague was faster, or Daily could not reach ${ourSettings().url}: it calls that address first and needs an answer within seconds.`,
  )
}
