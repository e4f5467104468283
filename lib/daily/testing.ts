import { inspect } from 'node:util'
import { createDaily, type Daily, type DailyConfig } from '#lib/daily/client'
import type { Sandbox } from '#sandbox'

export const MARKER_KEY = 'marker-key-5c1e90d7'

/** A client whose waits are noted and skipped; a fault that never answers is given up after 250 ms. */
export function aDaily(sandbox: Pick<Sandbox, 'url'>, config: Partial<DailyConfig> = {}) {
  const waitsMs: number[] = []
  const sleep = async (ms: number) => {
    waitsMs.push(ms)
  }
  const daily: Daily = createDaily({ url: sandbox.url, apiKey: MARKER_KEY, sleep, ...config })
  const longWaitsS = () => waitsMs.filter((ms) => ms >= 900).map((ms) => ms / 1_000)
  return { daily, longWaitsS }
}

export const HANGING = ['hang', 'apply-then-hang']

/** Everything a log line, an error page or a JSON answer could show of a value. */
export function allTextOf(value: unknown): string {
  const parts = [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value) ?? '', String(value)]
  if (value instanceof Error)
    parts.push(value.stack ?? '', inspect(value.cause), JSON.stringify({ ...value }))
  return parts.join('\n')
}
