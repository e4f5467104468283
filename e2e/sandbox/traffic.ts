import { z } from 'zod'
import type { SetFault } from './faults.ts'
import { type Lag, lagOf } from './quirks.ts'
import { defaultRateLimit, type Limiter, type RateLimit } from './rate-limit.ts'

export type ReceivedRequest = {
  method: string
  path: string
  route: string | null
  room: string | null
  body: unknown
  at: string
  status: number | null
  fault: string | null
}

export const requestFilter = z.strictObject({
  route: z.string().optional(),
  room: z.string().optional(),
  method: z.string().optional(),
  status: z.number().optional(),
})
export type RequestFilter = z.infer<typeof requestFilter>

export const latencyMs = z.record(
  z.string(),
  z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]),
)
/** By route name; `*` is for every other route. */
export type Latency = Record<string, Lag>

export type Traffic = {
  faults: SetFault[]
  latency: Latency
  rateLimit: RateLimit
  limiter: Limiter
  requests: ReceivedRequest[]
}

export const createTraffic = (): Traffic => ({
  faults: [],
  latency: {},
  rateLimit: { ...defaultRateLimit },
  limiter: { callsAtMs: new Map() },
  requests: [],
})

export const latencyOf = ({ latency }: Traffic, route: string, random: () => number) =>
  lagOf(latency[route] ?? latency['*'] ?? 0, random)

const MOST_REQUESTS = 50_000

export function keepRequest({ requests }: Traffic, request: ReceivedRequest) {
  requests.push(request)
  if (requests.length > MOST_REQUESTS) requests.splice(0, MOST_REQUESTS / 10)
}

export function requestsOf(traffic: Traffic, filter: RequestFilter = {}) {
  return traffic.requests.filter(
    (request) =>
      (filter.route === undefined || request.route === filter.route) &&
      (filter.room === undefined || request.room === filter.room) &&
      (filter.method === undefined || request.method === filter.method) &&
      (filter.status === undefined || request.status === filter.status),
  )
}
