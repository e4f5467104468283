import 'server-only'

import {
  DAILY_FAILURE_SENTENCES,
  REFUSED_SENTENCES,
  type RefusedBecause,
  UNCLEAR_SENTENCES,
  type UnclearWhy,
} from '#lib/daily/failures'
import type { Answer, Line, Reply } from '#lib/daily/http'
import { isRoomName } from '#lib/daily/room-name'
import { ejectAnswer, errorAnswer } from '#lib/daily/schemas'

export const MAX_IDS_PER_CALL = 100
const MAX_ANSWER_BYTES = 1024 * 1024
const MAX_RETRY_AFTER_MS = 30_000

export type EjectRequest = { ids: string[]; userIds: string[]; ban: boolean }
export type EjectCallOptions = { bulk?: boolean; signal?: AbortSignal }

export type EjectAttempt =
  | { kind: 'answered'; ejectedIds: Set<string> }
  | { kind: 'not_hosting' }
  | { kind: 'refused'; because: RefusedBecause; status: number | null }
  | { kind: 'rate_limited'; waitMs: number | null }
  | { kind: 'unreachable' }
  | { kind: 'not_sent' }
  | { kind: 'unclear'; why: UnclearWhy; status: number | null }

/** Milliseconds of a `Retry-After` header in seconds or as an HTTP date, null unless between 0 and 30 s. */
export function toRetryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  const isSeconds = /^\d{1,9}$/.test(text)
  const waitMs = isSeconds ? Number(text) * 1_000 : / GMT$/.test(text) ? Date.parse(text) - nowMs : Number.NaN
  return waitMs >= 0 && waitMs <= MAX_RETRY_AFTER_MS ? waitMs : null
}

export function isKeyRejected({ status, body }: Reply): boolean {
  if (status === 401) return true
  return status === 400 && errorAnswer.safeParse(body).data?.error === 'authorization-header-error'
}

function readAnswered({ body, bodyFault, status }: Reply): EjectAttempt {
  if (bodyFault !== null)
    return { kind: 'unclear', why: bodyFault === 'empty' ? 'unreadable' : bodyFault, status }
  const answer = ejectAnswer.safeParse(body)
  if (!answer.success) return { kind: 'unclear', why: 'unreadable', status }
  return { kind: 'answered', ejectedIds: new Set(answer.data.ejectedIds) }
}

// A proxy's or a wrong address's 404 says nothing about who is in the room.
function readNotFound({ body, bodyFault, status }: Reply): EjectAttempt {
  if (bodyFault === 'empty') return { kind: 'not_hosting' }
  const error = errorAnswer.safeParse(body)
  if (!error.success) return { kind: 'unclear', why: 'unreadable', status }
  if (/endpoint does not exist/i.test(error.data.info)) return { kind: 'refused', because: 'request', status }
  return { kind: 'not_hosting' }
}

function readReply(reply: Reply): EjectAttempt {
  const { status } = reply
  if (status === 200) return readAnswered(reply)
  if (status === 404) return readNotFound(reply)
  if (status === 429) return { kind: 'rate_limited', waitMs: toRetryAfterMs(reply.retryAfter, Date.now()) }
  if (status === 408 || status >= 500) return { kind: 'unclear', why: 'server_error', status }
  if (status < 400) return { kind: 'unclear', why: 'unreadable', status }
  if (isKeyRejected(reply)) return { kind: 'refused', because: 'key', status }
  return { kind: 'refused', because: status === 403 ? 'forbidden' : 'request', status }
}

export function toEjectAttempt(answer: Answer): EjectAttempt {
  if (answer.kind === 'reply') return readReply(answer)
  return answer.kind === 'unclear' ? { ...answer, status: null } : answer
}

/** What became of an eject, for people; null when Daily answered it. */
export function toEjectSentence(attempt: EjectAttempt): string | null {
  switch (attempt.kind) {
    case 'answered':
      return null
    case 'not_hosting':
      return 'Daily says that nobody is in this room.'
    case 'not_sent':
      return 'Nothing was sent to Daily.'
    case 'refused':
      return REFUSED_SENTENCES[attempt.because]
    case 'unclear':
      return UNCLEAR_SENTENCES[attempt.why]
    default:
      return DAILY_FAILURE_SENTENCES[attempt.kind]
  }
}

function toBody({ ids, userIds, ban }: EjectRequest) {
  const fits = (list: string[]) => list.length <= MAX_IDS_PER_CALL
  if (!fits(ids) || !fits(userIds))
    throw new RangeError('One call to Daily ejects at most 100 ids and 100 user IDs.')
  if (ids.length + userIds.length === 0)
    throw new RangeError('A call to Daily that ejects nobody is never sent.')
  return { ...(ids.length > 0 && { ids }), ...(userIds.length > 0 && { user_ids: userIds }), ban }
}

export async function ejectOnce(
  line: Line,
  room: string,
  request: EjectRequest,
  { bulk = false, signal }: EjectCallOptions,
): Promise<EjectAttempt> {
  const body = toBody(request)
  if (!isRoomName(room)) return { kind: 'refused', because: 'room_name', status: null }
  const path = `/rooms/${encodeURIComponent(room)}/eject`
  const priority = bulk ? 'bulk_eject' : 'small_eject'
  return toEjectAttempt(
    await line.call({ method: 'POST', path, body, priority, maxBytes: MAX_ANSWER_BYTES, signal }),
  )
}
