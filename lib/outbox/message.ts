import 'server-only'
import { env } from '#lib/env'
import { type Say, sayInDiscord, sayInSlack } from './chat-text.ts'
import { OUTBOX_EVENT_TYPES, type OutboxEventType, type OutgoingFormat } from './event-types.ts'
import type { Message } from './post.ts'
import { pathOf, sentenceOf, wordsOf } from './sentences.ts'
import { secretOf, signedHeaders } from './signature.ts'

/** `type` is `test` for what an admin sends to try. */
export type OutgoingEvent = { eventId: string; type: string; at: Date; data: Record<string, unknown> }

export type Receiver = { webhookId: string; url: string; format: OutgoingFormat; secretNumber: number }

export const TEST_EVENT = 'test'
const TEST_SENTENCE = 'This is a test from Roomwarden.'
const MAX_QUOTE = 300
/** Discord's own: no previews of links that strangers wrote. */
const SUPPRESS_EMBEDS = 4

export function toMessage(receiver: Receiver, event: OutgoingEvent, sentAt: Date): Message {
  const body = bodyOf(receiver.format, event)
  const timestamp = Math.floor(sentAt.getTime() / 1_000)
  return {
    url: receiver.url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Roomwarden',
      ...signedHeaders(secretOf(receiver), { messageId: event.eventId, timestamp, body }),
    },
  }
}

export function bodyOf(format: OutgoingFormat, event: OutgoingEvent): string {
  if (format === 'slack') return JSON.stringify(toSlack(event))
  if (format === 'discord') return JSON.stringify(toDiscord(event))
  const { eventId, type, at, data } = event
  return JSON.stringify({ id: eventId, type, created_at: at.toISOString(), data })
}

function toSlack(event: OutgoingEvent) {
  const link = `<${addressOf(event)}|Open in Roomwarden>`
  const text = linesOf(event, sayInSlack, (quote) => `> ${quote}`, link)
  return { text, unfurl_links: false, unfurl_media: false }
}

function toDiscord(event: OutgoingEvent) {
  const link = `[Open in Roomwarden](<${addressOf(event)}>)`
  const content = linesOf(event, sayInDiscord, (quote) => `> ${quote}`, link)
  return { content, allowed_mentions: { parse: [] }, flags: SUPPRESS_EMBEDS }
}

function linesOf({ type, data }: OutgoingEvent, say: Say, toQuote: (text: string) => string, link: string) {
  if (!isKnown(type)) return [TEST_SENTENCE, link].join('\n')
  const quote = say(wordsOf(type, data), MAX_QUOTE)
  return [sentenceOf(type, data, say), ...(quote === '' ? [] : [toQuote(quote)]), link].join('\n')
}

function addressOf({ type, data }: OutgoingEvent): string {
  return new URL(isKnown(type) ? pathOf(type, data) : '/', env().APP_URL).href
}

function isKnown(type: string): type is OutboxEventType {
  return OUTBOX_EVENT_TYPES.some((known) => known === type)
}
