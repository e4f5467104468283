import { setTimeout as delay } from 'node:timers/promises'
import { banFromRoom, startWithWebhook } from '#e2e/support/enforcement'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { median, printTable, quantile } from './statistics.ts'

const ROOM = 'guarded'
const RETURNS = 60
const WARM_UP = 5

/** A banned person comes back: from Daily's event to our call that ejects them. */
export async function enforceBench(): Promise<void> {
  const rows = [['database', 'returns', 'median ms', 'p95 ms', 'aim median']]
  for (const database of benchDatabases()) rows.push(await measure(database))
  printTable('From a webhook to the eject call', rows)
}

async function measure({ name, serverUrl }: BenchDatabase): Promise<string[]> {
  const product = await startWithWebhook(serverUrl)
  try {
    const { sandbox } = product
    sandbox.createRoom({ name: ROOM, privacy: 'private' })
    sandbox.join(ROOM, { userName: 'Host', userId: 'u-host' })
    const userIds = Array.from({ length: RETURNS + WARM_UP }, (_, index) => `u-${index}`)
    await banFromRoom(product, ROOM, userIds)
    const tookMs: number[] = []
    for (const userId of userIds) {
      sandbox.clearRequests()
      const joinedAt = Date.now()
      sandbox.join(ROOM, { userId, userName: userId })
      tookMs.push((await firstEjectAt(() => sandbox.requests({ route: 'eject' })[0]?.at)) - joinedAt)
      // Apart from the pace, which is not our own time.
      await delay(300)
    }
    const measured = tookMs.slice(WARM_UP)
    return [
      name,
      String(measured.length),
      median(measured).toFixed(0),
      quantile(measured, 0.95).toFixed(0),
      '100',
    ]
  } finally {
    await product.stop()
  }
}

async function firstEjectAt(read: () => string | undefined): Promise<number> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const at = read()
    if (at !== undefined) return Date.parse(at)
    await delay(5)
  }
  throw new Error('Nobody was ejected.')
}
