import 'server-only'

import type { Daily } from '#lib/daily/client'
import type { EjectAttempt, EjectRequest } from '#lib/daily/eject'

const WAITS_MS = [1_000, 2_000, 4_000, 8_000]
const MAX_RATE_WAIT_MS = 60_000
const JITTER = 0.1

export type EjectRetryOptions = {
  bulk?: boolean
  signal?: AbortSignal
  /** Whether presence under 20 s old still lists one of these people; asked after each 404. */
  stillListed?: () => boolean | Promise<boolean>
  onAttempt?: (attempt: EjectAttempt, number: number) => void
}

export type EjectResult = EjectAttempt & { attempts: number }

type Budget = { refusals: number; limits: number; limitWaitMs: number; misses: number }

function limitWait(budget: Budget, askedMs: number | null): number | null {
  const growingMs = WAITS_MS[budget.limits]
  if (growingMs === undefined) return null
  const waitMs = Math.max(growingMs, askedMs ?? 0) * (1 + Math.random() * JITTER)
  if (budget.limitWaitMs + waitMs > MAX_RATE_WAIT_MS) return null
  budget.limits += 1
  budget.limitWaitMs += waitMs
  return waitMs
}

/** Milliseconds until the same call may be sent again, null for never. Only what surely had no effect is repeated. */
function waitBeforeNext(attempt: EjectAttempt, budget: Budget): number | null {
  if (attempt.kind === 'unreachable') {
    budget.refusals += 1
    return budget.refusals === 1 ? 0 : null
  }
  if (attempt.kind === 'rate_limited') return limitWait(budget, attempt.waitMs)
  if (attempt.kind !== 'unclear' || attempt.why !== 'still_listed') return null
  budget.misses += 1
  return WAITS_MS[budget.misses - 1] ?? null
}

async function tryOnce(daily: Daily, room: string, request: EjectRequest, options: EjectRetryOptions) {
  const { bulk = false, signal, stillListed } = options
  const attempt = await daily.ejectOnce(room, request, { bulk, ...(signal && { signal }) })
  if (attempt.kind !== 'not_hosting' || !(await stillListed?.())) return attempt
  return { kind: 'unclear', why: 'still_listed', status: 404 } as const
}

async function hasSlept(daily: Daily, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (ms === 0) return !signal?.aborted
  await daily.sleep(ms, signal).catch(() => undefined)
  return !signal?.aborted
}

/**
 * Ejects and repeats only what surely had no effect: a refused connection once at once, a refusal for too many calls after
 * growing waits of at most 60 s in all, a "nobody there" that presence contradicts after 1, 2, 4 and 8 s.
 * An unclear answer is returned as it is, never resent. Once aborted, sends nothing more and returns the last answer.
 */
export async function ejectWithRetry(
  daily: Daily,
  room: string,
  request: EjectRequest,
  options: EjectRetryOptions = {},
): Promise<EjectResult> {
  const budget: Budget = { refusals: 0, limits: 0, limitWaitMs: 0, misses: 0 }
  let last: EjectResult | null = null
  for (let attempts = 1; ; attempts += 1) {
    const attempt = await tryOnce(daily, room, request, options)
    if (last !== null && attempt.kind === 'not_sent') return last
    options.onAttempt?.(attempt, attempts)
    last = { ...attempt, attempts }
    const waitMs = waitBeforeNext(attempt, budget)
    if (waitMs === null || !(await hasSlept(daily, waitMs, options.signal))) return last
  }
}
