import 'server-only'
import { createHmac } from 'node:crypto'
import { derivedKey } from '#lib/derived-key'

const PREFIX = 'whsec_'

type Keyed = { webhookId: string; secretNumber: number }

/** What a receiver checks signatures with. Nothing keeps it: it is derived anew each time. */
export function secretOf({ webhookId, secretNumber }: Keyed): string {
  const purpose = `roomwarden: signature of outgoing webhook ${webhookId}, ${secretNumber}`
  return PREFIX + derivedKey(purpose).toString('base64')
}

export type SignedMessage = { messageId: string; timestamp: number; body: string }

/** As Standard Webhooks 1.0 has it. The timestamp is in seconds since 1970. */
export function signatureOf(secret: string, { messageId, timestamp, body }: SignedMessage): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64')
  return `v1,${signature}`
}

export function signedHeaders(secret: string, message: SignedMessage): Record<string, string> {
  return {
    'webhook-id': message.messageId,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatureOf(secret, message),
  }
}
