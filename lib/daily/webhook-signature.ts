import 'server-only'

import { createHmac, timingSafeEqual } from 'node:crypto'
import { derivedKey } from '#lib/derived-key'
import { env } from '#lib/env'

const PURPOSE = 'roomwarden: signature of Daily’s webhook, 1'
// The signed text is timestamp, dot, body: a timestamp that could hold part of a body would move the border between them.
const TIMESTAMP = /^[\w:+.-]{1,40}$/

export type Signed = { timestamp: string | null; signature: string | null; body: Uint8Array }

/** The shared secret in base64, as Daily takes it. Goes to Daily and nowhere else. */
export function webhookHmac(): string {
  return env().DAILY_WEBHOOK_SECRET ?? derivedKey(PURPOSE).toString('base64')
}

/** Whether exactly these bytes, at that timestamp, were signed by whoever has the secret. */
export function isTrulySigned({ timestamp, signature, body }: Signed): boolean {
  if (timestamp === null || signature === null || !TIMESTAMP.test(timestamp)) return false
  const expected = Buffer.from(signatureOf(webhookHmac(), timestamp, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** base64(HMAC-SHA256(base64decode(hmac), timestamp + "." + body)), see daily-api: webhooks. */
export function signatureOf(hmac: string, timestamp: string, body: Uint8Array): string {
  return createHmac('sha256', Buffer.from(hmac, 'base64'))
    .update(`${timestamp}.`)
    .update(body)
    .digest('base64')
}
