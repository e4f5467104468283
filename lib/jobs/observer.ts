import 'server-only'
import { eq } from 'drizzle-orm'
import { noteTurningBans } from '#lib/bans/events'
import { daily } from '#lib/daily/instance'
import { database } from '#lib/db/database'
import { holdLease, LEASE_SECONDS, releaseLease } from '#lib/db/lease'
import { presenceState } from '#lib/db/schema'
import { resumeDecisions } from '#lib/decisions/resume'
import { startEnforcing } from '#lib/enforcement/events'
import { env } from '#lib/env'
import { log, traceOf } from '#lib/log'
import { keepDelivering } from '#lib/outbox/deliver'
import { finishErasuresWhenDue } from '#lib/people/erase'
import { pollPresence } from '#lib/presence/events'
import { tellPresence } from '#lib/presence/listeners'
import { isPollDue } from '#lib/presence/poll-budget'
import { refreshRooms } from '#lib/presence/rooms'
import { purgeWhenDue } from '#lib/settings/events'
import { getCallsPerSecond } from '#lib/settings/queries'

const LEASE = 'observer'
const RENEW_MS = 3_000
const TURN_MS = 500
const BANS_MS = 2_000
/** An observer that takes over tells what may have turned while there was none. */
const LOOK_BACK_MS = 60_000
/** What an instance without the lease keeps for small ejects; the holder has the rest of the pace. */
const OTHER_CALLS_PER_SECOND = 2

export type Observer = {
  stop: () => Promise<void>
  enforceSoon: () => void
  resumeSoon: () => void
  deliverSoon: () => void
}

type State = {
  holding: boolean
  failures: number
  enforceWanted: boolean
  /** The newest word of a webhook that enforcement has seen, in milliseconds. */
  webhookMs: number
  stopped: boolean
  /** Until when turning bans have been told. */
  bansSeenAt: Date
  isEnforcing: boolean
}

/** The one observer of the installation, maker of bulk calls and sender of outgoing webhooks, by lease; in the other instances it waits. */
export function startObserver(): Observer {
  const state: State = {
    holding: false,
    failures: 0,
    enforceWanted: true,
    webhookMs: 0,
    bansSeenAt: new Date(Date.now() - LOOK_BACK_MS),
    stopped: false,
    isEnforcing: false,
  }
  const stop = new AbortController()
  const loop = run(state, stop.signal)
  const delivering = keepDelivering(() => state.holding)
  return {
    enforceSoon: () => {
      state.enforceWanted = true
      void enforce(state)
    },
    resumeSoon: () => {
      if (state.holding) void resumeDecisions().catch(report)
    },
    deliverSoon: delivering.wake,
    stop: async () => {
      state.stopped = true
      stop.abort()
      await Promise.all([loop, delivering.stop()])
      if (state.holding) await releaseLease(LEASE).catch(report)
    },
  }
}

async function run(state: State, signal: AbortSignal): Promise<void> {
  await renew(state)
  const renewing = keepLease(state, signal)
  let purging = Promise.resolve()
  while (!state.stopped) {
    await turn(state).catch(report)
    // Beside the turns: it may take minutes.
    if (state.holding) {
      purging = purging
        .then(() => purgeWhenDue(signal))
        .then(finishErasuresWhenDue)
        .catch(report)
    }
    await pause(TURN_MS, signal)
  }
  await Promise.all([renewing, purging])
}

async function turn(state: State): Promise<void> {
  if (!state.holding) return
  await resumeDecisions()
  const { recentMs, isDue } = await readPresenceState(state)
  await enforce(state)
  if (isDue) await poll(state, recentMs)
  if (Date.now() - state.bansSeenAt.getTime() >= BANS_MS)
    state.bansSeenAt = await noteTurningBans(state.bansSeenAt)
  await refreshRooms()
}

/** At once, also beside a turn that waits for Daily; the calls themselves go on by themselves. */
async function enforce(state: State): Promise<void> {
  if (!state.holding || state.isEnforcing) return
  state.isEnforcing = true
  try {
    while (state.enforceWanted) {
      state.enforceWanted = false
      await startEnforcing()
    }
  } catch (error) {
    report(error)
  } finally {
    state.isEnforcing = false
  }
}

/** Beside the turns: one that Daily keeps waiting must not lose the lease. */
async function keepLease(state: State, signal: AbortSignal): Promise<void> {
  while (!state.stopped) {
    await pause(RENEW_MS, signal)
    if (!state.stopped) await renew(state)
  }
}

async function renew(state: State): Promise<void> {
  const wasHolding = state.holding
  try {
    state.holding = await holdLease(LEASE)
    daily().setCallsPerSecond(state.holding ? await getCallsPerSecond() : OTHER_CALLS_PER_SECOND)
  } catch (error) {
    state.holding = false
    report(error)
  }
  if (state.holding !== wasHolding)
    log().info({ holding: state.holding, leaseSeconds: LEASE_SECONDS }, 'observer lease')
}

async function readPresenceState(state: State): Promise<{ recentMs: number[]; isDue: boolean }> {
  const db = await database()
  const [row] = await db
    .select({
      recentPolls: presenceState.recentPolls,
      wantedAt: presenceState.wantedAt,
      webhookAt: presenceState.webhookAt,
    })
    .from(presenceState)
    .where(eq(presenceState.id, 1))
  if (row === undefined) throw new Error('The presence state has no row.')
  noteWebhook(state, row.webhookAt)
  const recentMs = row.recentPolls
  const isDue = isPollDue({
    nowMs: Date.now(),
    intervalMs: env().PRESENCE_INTERVAL_SECONDS * 1_000,
    recentMs,
    wantedMs: row.wantedAt?.getTime() ?? null,
    failures: state.failures,
  })
  return { recentMs, isDue }
}

/** Another instance may have taken the webhook. */
function noteWebhook(state: State, webhookAt: Date | null): void {
  const at = webhookAt?.getTime() ?? 0
  if (at > state.webhookMs) state.enforceWanted = true
  state.webhookMs = at
}

async function poll(state: State, recentMs: number[]): Promise<void> {
  const news = await pollPresence(recentMs)
  state.failures = news === null ? state.failures + 1 : 0
  if (news !== null) await tellPresence(news)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

function report(error: unknown): void {
  log().error({ err: traceOf(error) }, 'the observer’s turn failed')
}
