import { z } from 'zod'

export const rateLimitChanges = z
  .strictObject({
    enabled: z.boolean(),
    perSecond: z.number().int().min(1),
    perFiveSeconds: z.number().int().min(1),
    deletesPerSecond: z.number().int().min(1),
    deletesPerThirtySeconds: z.number().int().min(1),
    retryAfter: z.string().nullable(),
    countRefused: z.boolean(),
  })
  .partial()
export type RateLimitChanges = z.infer<typeof rateLimitChanges>
export type RateLimit = { [K in keyof RateLimitChanges]-?: Exclude<RateLimitChanges[K], undefined> }

export const defaultRateLimit: RateLimit = {
  enabled: true,
  perSecond: 20,
  perFiveSeconds: 100,
  deletesPerSecond: 2,
  deletesPerThirtySeconds: 50,
  retryAfter: null,
  countRefused: false,
}

type Window = { ms: number; most: number }

function windowsOf(limit: RateLimit, isDelete: boolean): Window[] {
  if (isDelete) {
    return [
      { ms: 1_000, most: limit.deletesPerSecond },
      { ms: 30_000, most: limit.deletesPerThirtySeconds },
    ]
  }
  return [
    { ms: 1_000, most: limit.perSecond },
    { ms: 5_000, most: limit.perFiveSeconds },
  ]
}

const LONGEST_WINDOW_MS = 30_000

export type Limiter = { callsAtMs: Map<string, number[]> }

/** Whether this call may pass; sliding windows. */
export function mayPass(
  limiter: Limiter,
  limit: RateLimit,
  call: { key: string; isDelete: boolean; atMs: number },
) {
  if (!limit.enabled) return true
  const counter = `${call.key} ${call.isDelete ? 'delete' : 'other'}`
  const recent = (limiter.callsAtMs.get(counter) ?? []).filter((atMs) => call.atMs - atMs < LONGEST_WINDOW_MS)
  const passes = windowsOf(limit, call.isDelete).every(
    ({ ms, most }) => recent.filter((atMs) => call.atMs - atMs < ms).length < most,
  )
  if (passes || limit.countRefused) recent.push(call.atMs)
  limiter.callsAtMs.set(counter, recent)
  return passes
}
