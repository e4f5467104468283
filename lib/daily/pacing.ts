import 'server-only'

import PQueue from 'p-queue'

export type CallPriority = 'small_eject' | 'bulk_eject' | 'read'
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

export type Pacing = {
  run: <T>(priority: CallPriority, call: () => Promise<T>, signal?: AbortSignal) => Promise<T>
  setCallsPerSecond: (callsPerSecond: number) => void
  noteRateLimit: () => void
  noteAnswer: () => void
}

type PacingOptions = { callsPerSecond: number; sleep: Sleep; now: () => number }

const PRIORITIES: Record<CallPriority, number> = { small_eject: 2, bulk_eject: 1, read: 0 }
const MAX_CALLS_PER_SECOND = 20
const MIN_CALLS_PER_SECOND = 0.1
// Daily takes 20 calls in 1 s and 100 in 5 s, counted where they arrive; the rest is room for the network's jitter.
const WINDOWS = [
  { calls: 20, ms: 1_020 },
  { calls: 100, ms: 5_100 },
]
const MAX_STARTS = 100
const FIRST_READ_PAUSE_MS = 2_000
const MAX_READ_PAUSE_MS = 60_000

function toSpacingMs(callsPerSecond: number): number {
  if (!Number.isFinite(callsPerSecond)) throw new TypeError('callsPerSecond must be a number')
  return 1_000 / Math.min(Math.max(callsPerSecond, MIN_CALLS_PER_SECOND), MAX_CALLS_PER_SECOND)
}

function createSchedule(callsPerSecond: number, now: () => number) {
  let spacingMs = toSpacingMs(callsPerSecond)
  let nextAt = Number.NEGATIVE_INFINITY
  const starts: number[] = []
  return {
    setSpacing(rate: number) {
      spacingMs = toSpacingMs(rate)
    },
    /** Notes a start and says how long the next call must wait. A timer late by less than one spacing is made up for. */
    noteStart(): number {
      const startedAt = now()
      starts.push(startedAt)
      if (starts.length > MAX_STARTS) starts.shift()
      const freeAt = WINDOWS.map(({ calls, ms }) => (starts.at(-calls) ?? Number.NEGATIVE_INFINITY) + ms)
      const dueAt = startedAt - nextAt < spacingMs ? nextAt : startedAt
      nextAt = Math.max(dueAt + spacingMs, ...freeAt)
      return nextAt - startedAt
    },
  }
}

function createReadPause(sleep: Sleep, now: () => number) {
  let pauseMs = FIRST_READ_PAUSE_MS
  let until = Number.NEGATIVE_INFINITY
  return {
    until: () => until,
    isPaused: () => now() < until,
    async wait(signal?: AbortSignal): Promise<number> {
      let waitedFor = Number.NEGATIVE_INFINITY
      while (waitedFor !== until && now() < until) {
        waitedFor = until
        await sleep(until - now(), signal)
      }
      return until
    },
    grow() {
      if (now() < until) return
      until = now() + pauseMs
      pauseMs = Math.min(pauseMs * 2, MAX_READ_PAUSE_MS)
    },
    relax() {
      if (now() >= until) pauseMs = FIRST_READ_PAUSE_MS
    },
  }
}

/**
 * Starts calls to Daily one by one, evenly spaced, small ejects before bulk ejects before reads; an idle queue starts at once.
 * A started call runs beside the next ones. After a refusal for too many calls only reads pause, longer each time.
 * Rejects with the signal's reason if it is aborted before the call has started.
 */
export function createPacing({ callsPerSecond, sleep, now }: PacingOptions): Pacing {
  const queue = new PQueue({ concurrency: 1 })
  const schedule = createSchedule(callsPerSecond, now)
  const readPause = createReadPause(sleep, now)

  function start<T>(
    priority: CallPriority,
    call: () => Promise<T>,
    clearedUntil: number,
    signal?: AbortSignal,
  ) {
    return new Promise<{ outcome: Promise<T> } | null>((resolve, reject) => {
      const leave = () => reject(signal?.reason)
      if (signal?.aborted) return leave()
      const job = async () => {
        signal?.removeEventListener('abort', leave)
        if (signal?.aborted) return leave()
        if (priority === 'read' && readPause.until() !== clearedUntil && readPause.isPaused())
          return resolve(null)
        const waitMs = schedule.noteStart()
        resolve({ outcome: call() })
        await sleep(waitMs)
      }
      signal?.addEventListener('abort', leave, { once: true })
      queue.add(job, { priority: PRIORITIES[priority] }).catch(reject)
    })
  }

  return {
    async run(priority, call, signal) {
      for (;;) {
        signal?.throwIfAborted()
        const clearedUntil = priority === 'read' ? await readPause.wait(signal) : 0
        const started = await start(priority, call, clearedUntil, signal)
        if (started !== null) return started.outcome
      }
    },
    setCallsPerSecond: schedule.setSpacing,
    noteRateLimit: readPause.grow,
    noteAnswer: readPause.relax,
  }
}
