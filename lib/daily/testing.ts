import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { createDaily, type Daily, type DailyConfig } from '#lib/daily/client'

export const MARKER_KEY = 'marker-key-5c1e90d7'

/** A client whose waits are noted and skipped; a fault that never answers is given up after 250 ms. */
export function aDaily(server: { url: string }, config: Partial<DailyConfig> = {}) {
  const waitsMs: number[] = []
  const sleep = async (ms: number) => {
    waitsMs.push(ms)
  }
  const daily: Daily = createDaily({ url: server.url, apiKey: MARKER_KEY, sleep, ...config })
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

/** A server of one's own for answers that the sandbox never gives; by `respond` for each call. */
export async function withServer<T>(respond: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(respond)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(`http://127.0.0.1:${portOf(server.address())}/v1/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}

/** An address at which nobody listens any more. */
export async function aDeadUrl(): Promise<string> {
  return withServer(
    () => undefined,
    async (url) => url,
  )
}
