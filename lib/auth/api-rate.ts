import 'server-only'
import type { Scope } from '#lib/permissions/api-caller'
import { processWide } from '#lib/process-wide'
import { ApiProblem } from './api-problem.ts'

type Limit = { name: string; perSecond: number; burst: number }
type Bucket = { tokens: number; at: number }

const LIMITS: Partial<Record<Scope, Limit>> = {
  'gate:read': { name: 'gate', perSecond: 1_000, burst: 2_000 },
  'reports:write': { name: 'reports', perSecond: 500, burst: 1_000 },
}
const OTHERS: Limit = { name: 'others', perSecond: 20, burst: 20 }

/** A bucket for each API token, in this process: one caller that runs wild must not take the server from the others. */
export function takeTurn(tokenId: string, scope: Scope, nowMs = performance.now()): void {
  const limit = LIMITS[scope] ?? OTHERS
  const buckets = processWide('api-rate', () => new Map<string, Bucket>())
  const key = `${limit.name} ${tokenId}`
  const { tokens, at } = buckets.get(key) ?? { tokens: limit.burst, at: nowMs }
  const filled = Math.min(limit.burst, tokens + ((nowMs - at) / 1_000) * limit.perSecond)
  if (filled < 1) {
    buckets.set(key, { tokens: filled, at: nowMs })
    const message = `At most ${limit.perSecond.toLocaleString('en')} requests a second with one API token. Try again in a second.`
    throw new ApiProblem('rate_limited', message, { headers: { 'retry-after': '1' } })
  }
  buckets.set(key, { tokens: filled - 1, at: nowMs })
}
