import type { PostAnswer } from './post.ts'

const PAUSES_SECONDS = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200]
export const MAX_ATTEMPTS = PAUSES_SECONDS.length + 1
/** A pause grows by up to this part of it, so that what failed together does not come again together. */
const JITTER = 0.25
const LONGEST_WISH_SECONDS = 86_400
const GONE = 410

export type Verdict = { state: 'delivered' | 'given_up' } | { state: 'waiting'; seconds: number }

/** What becomes of a delivery after its `attempts`-th attempt. */
export function verdictOn(
  answer: PostAnswer,
  attempts: number,
  { random = Math.random, nowMs = Date.now() }: { random?: () => number; nowMs?: number } = {},
): Verdict {
  if (answer.kind === 'failed' && answer.fault === 'stopped') return { state: 'waiting', seconds: 0 }
  const status = answer.kind === 'answered' ? answer.status : null
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' }
  const pause = PAUSES_SECONDS[attempts - 1]
  if (status === GONE || pause === undefined) return { state: 'given_up' }
  return { state: 'waiting', seconds: Math.max(pause * (1 + JITTER * random()), wishOf(answer, nowMs) ?? 0) }
}

/** How long the receiver asks to be left alone, in seconds, if that makes sense. */
export function wishOf(answer: PostAnswer, nowMs: number): number | null {
  if (answer.kind === 'failed' || answer.retryAfter === null) return null
  const text = answer.retryAfter.trim()
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1_000
  return seconds > 0 && seconds <= LONGEST_WISH_SECONDS ? seconds : null
}
