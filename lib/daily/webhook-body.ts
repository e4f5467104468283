import 'server-only'

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isRoomName } from '#lib/daily/room-name'
import { displayText, storableId } from '#lib/daily/schemas'
import type { DailyEvent } from '#lib/daily/webhook-event'
import { storableText } from '#lib/storable-text'

const FRESH_FOR_MS = 5 * 60_000
const MILLISECONDS_FROM = 1e11
const LAST_INSTANT_MS = 1e14
const MAX_ID_LENGTH = 512
const MAX_DEPTH = 32
const MAX_TEST_CALL_BYTES = 64

const PARTICIPANT_TYPES = [
  'participant.joined',
  'participant.left',
  'waiting-participant.joined',
  'waiting-participant.left',
]
const MEETING_TYPES = ['meeting.started', 'meeting.ended']
export const WEBHOOK_EVENT_TYPES = [...PARTICIPANT_TYPES, ...MEETING_TYPES]

const id = storableId.max(MAX_ID_LENGTH).nullish().catch(null)

/** Unix seconds, fractional; milliseconds are told by their size. */
const moment = z
  .number()
  .transform((value) => toInstant(value))
  .nullish()
  .catch(null)

const envelope = z.object({
  type: storableId.max(MAX_ID_LENGTH),
  event_ts: moment,
  payload: z.object({
    room: z.string().refine(isRoomName).nullish().catch(null),
    session_id: id,
    user_id: id,
    user_name: displayText,
    meeting_id: id,
    joined_at: moment,
  }),
})
type Envelope = z.output<typeof envelope>

const testCall = z.strictObject({ test: z.literal('test') })

function toInstant(value: number): Date | null {
  const ms = value > MILLISECONDS_FROM ? value : value * 1_000
  return ms > 0 && ms <= LAST_INSTANT_MS ? new Date(ms) : null
}

/** What Daily sends before it makes or revives a webhook. */
export function isTestCall(body: Uint8Array): boolean {
  return body.byteLength <= MAX_TEST_CALL_BYTES && testCall.safeParse(toValue(toText(body))).success
}

/** A truly signed body in our words, whatever it is. `timestamp` is the header's, in seconds or milliseconds. */
export function readWebhookBody(body: Uint8Array, timestamp: string, nowMs: number): DailyEvent {
  const text = toText(body)
  const value = toValue(text)
  const digest = createHash('sha256').update(body).digest('hex')
  const { data } = envelope.safeParse(value)
  const key = data === undefined ? null : keyOf(data, digest)
  if (data === undefined || key === null) return unreadable(digest, value === undefined ? text : value)
  const { room, session_id, user_id, user_name, meeting_id, joined_at } = data.payload
  const happenedAt = data.event_ts ?? null
  return {
    key,
    type: data.type,
    room: room ?? null,
    participantId: session_id ?? null,
    userId: user_id === session_id ? null : (user_id ?? null),
    name: user_name ?? null,
    meetingId: meeting_id ?? null,
    joinedAt: joined_at ?? null,
    happenedAt,
    standing: standingOf([toInstant(Number(timestamp)), happenedAt], nowMs),
    body: toStorable(value),
  }
}

function unreadable(digest: string, body: unknown): DailyEvent {
  return {
    key: digest,
    type: 'unreadable',
    room: null,
    participantId: null,
    userId: null,
    name: null,
    meetingId: null,
    joinedAt: null,
    happenedAt: null,
    standing: 'unreadable',
    body: toStorable(body),
  }
}

/** Null when the event lacks what it is about. Daily repeats events under other ids, so theirs says nothing. */
function keyOf({ type, payload }: Envelope, digest: string): string | null {
  const { room, session_id, meeting_id } = payload
  if (PARTICIPANT_TYPES.includes(type))
    return session_id == null || room == null ? null : `${type}:${session_id}`
  if (MEETING_TYPES.includes(type) && meeting_id != null) return `${type}:${meeting_id}`
  return digest
}

/** What has no time cannot be shown to be fresh. */
function standingOf(instants: (Date | null)[], nowMs: number): 'fresh' | 'late' | 'early' {
  const agesMs = instants.map((instant) => nowMs - (instant?.getTime() ?? Number.NEGATIVE_INFINITY))
  if (agesMs.some((ageMs) => ageMs > FRESH_FOR_MS)) return 'late'
  return agesMs.some((ageMs) => ageMs < -FRESH_FOR_MS) ? 'early' : 'fresh'
}

function toText(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}

/** Undefined for what is not JSON. */
function toValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** PostgreSQL's JSON takes neither NUL, nor lone surrogates, nor nesting without end. */
function toStorable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storableText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((entry) => toStorable(entry, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [storableText(name), toStorable(entry, depth + 1)]),
  )
}
