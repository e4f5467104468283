import { addFault, clearFaults, type Fault, faultInput, type SetFault } from './faults.ts'
import { defaultQuirks, type QuirkChanges, type Quirks, quirkChanges } from './quirks.ts'
import { defaultRateLimit, type RateLimitChanges, rateLimitChanges } from './rate-limit.ts'
import { routes } from './routes.ts'
import {
  type Latency,
  type ReceivedRequest,
  type RequestFilter,
  requestsOf,
  type Traffic,
} from './traffic.ts'
import type { World } from './world.ts'

export type Defaults = {
  quirks?: QuirkChanges | undefined
  rateLimit?: RateLimitChanges | false | undefined
  latency?: Latency | undefined
}

export type TrafficControls = {
  /** Returns the fault's id. */
  addFault: (fault: Fault) => string
  clearFaults: (id?: string) => void
  faults: () => SetFault[]
  setQuirks: (changes: QuirkChanges) => Quirks
  quirks: () => Quirks
  /** Milliseconds, or [least, most], by route name; `*` is for every other route. Replaces what was set. */
  setLatency: (latency: Latency) => void
  setRateLimit: (changes: RateLimitChanges | false) => void
  /** What came in under /v1, oldest first. */
  requests: (filter?: RequestFilter) => ReceivedRequest[]
  clearRequests: () => void
  restoreDefaults: () => void
}

export function trafficControls(world: World, traffic: Traffic, defaults: Defaults): TrafficControls {
  const controls = settingControls(world, traffic)
  return {
    ...controls,
    addFault: (fault) => addFault(traffic.faults, checkedFault(fault)),
    clearFaults: (id) => clearFaults(traffic.faults, id),
    faults: () => structuredClone(traffic.faults),
    requests: (filter) => requestsOf(traffic, filter),
    clearRequests: () => {
      traffic.requests.length = 0
    },
    restoreDefaults: () => {
      traffic.faults.length = 0
      traffic.requests.length = 0
      controls.setQuirks({ ...defaultQuirks, ...defaults.quirks })
      controls.setLatency(defaults.latency ?? {})
      traffic.rateLimit = { ...defaultRateLimit }
      controls.setRateLimit(defaults.rateLimit ?? {})
    },
  }
}

function settingControls(world: World, traffic: Traffic) {
  return {
    quirks: () => ({ ...world.quirks }),
    setQuirks: (changes: QuirkChanges) => {
      Object.assign(world.quirks, quirkChanges.parse(changes))
      world.rowVersion += 1
      return { ...world.quirks }
    },
    setLatency: (latency: Latency) => {
      for (const name of Object.keys(latency)) if (name !== '*') requireRouteName(name)
      traffic.latency = { ...latency }
    },
    setRateLimit: (changes: RateLimitChanges | false) => {
      const parsed = changes === false ? { enabled: false } : rateLimitChanges.parse(changes)
      Object.assign(traffic.rateLimit, parsed)
      traffic.limiter.callsAtMs.clear()
    },
  }
}

function checkedFault(fault: Fault) {
  if (fault.route !== undefined) requireRouteName(fault.route)
  return faultInput.parse(fault)
}

function requireRouteName(name: string) {
  const names = routes.map((route) => route.name)
  if (!names.includes(name)) throw new Error(`no route is named ${name}; there are ${names.join(', ')}`)
}
