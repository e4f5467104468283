import { after, before, beforeEach } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createDaily, type DailyConfig } from '#lib/daily/client'
import { confirmDecisions } from '#lib/decisions/confirm'
import { onDecisions } from '#lib/decisions/listeners'
import { enforceBans } from '#lib/enforcement/events'
import { pollPresence } from '#lib/presence/events'
import { onPresence, type PresenceNews, tellPresence } from '#lib/presence/listeners'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { type Sandbox, startSandbox } from '#sandbox'
import { MARKER_KEY, setEnvironment } from './environment.ts'

/** Long, for busy machines; a test of an answer that never comes sets `HANGING_MS`. */
const GIVE_UP_AFTER_MS = 8_000
export const HANGING_MS = 200

export type TestSandbox = {
  /** Daily's stand-in, empty at the start of each test. */
  daily: () => Sandbox
  /** What the product has waited for, in milliseconds; no test waits really. */
  waitsMs: () => number[]
  /** Bodies of the ejects that the stand-in has received, in order. */
  ejects: () => unknown[]
  /** The client the product uses from now on in this test. */
  setClient: (config?: Partial<DailyConfig>) => void
}

/** Starts Daily's stand-in for a test file and lets the product speak to it: no pause is real, nobody waits for long. */
export function withSandbox(): TestSandbox {
  let sandbox: Sandbox | null = null
  const waits: number[] = []
  const started = () => {
    if (sandbox === null) throw new Error('The sandbox runs only while tests do.')
    return sandbox
  }
  const setClient = (config: Partial<DailyConfig> = {}) => {
    const sleep = async (ms: number) => void waits.push(ms)
    const made = { url: started().url, apiKey: MARKER_KEY, timeoutMs: GIVE_UP_AFTER_MS, sleep, ...config }
    forgetProcessWide('daily')
    processWide('daily', () => createDaily(made))
  }
  before(async () => {
    sandbox = await startSandbox({ apiKey: MARKER_KEY, rateLimit: false })
    setEnvironment({ DAILY_API_URL: sandbox.url })
  })
  beforeEach(() => {
    started().reset()
    waits.length = 0
    setClient()
    listenAsAtBoot()
  })
  after(() => started().close())
  return {
    daily: started,
    waitsMs: () => [...waits],
    ejects: () =>
      started()
        .requests({ route: 'eject' })
        .map((request) => request.body),
    setClient,
  }
}

function listenAsAtBoot(): void {
  forgetProcessWide('decisions-stop')
  onPresence('enforce', () => enforceBans())
  onPresence('confirm', (news) => confirmDecisions(news))
  onDecisions({ bulkStored: () => {}, bansStored: () => {} })
}

/** Asks Daily once and tells everybody who listens, as the observer does. */
export async function pollNow(): Promise<PresenceNews | null> {
  // An answer that began in the millisecond of another event says nothing about it.
  await delay(2)
  const news = await pollPresence([])
  if (news !== null) await tellPresence(news)
  return news
}
