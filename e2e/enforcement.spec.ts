import { expect, test } from '@playwright/test'
import { banFromRoom, connectWebhook, readEnforced, WEBHOOK_SECRET } from './support/enforcement.ts'
import { type Product, startBeside, startProduct } from './support/product.ts'
import { addTeam } from './support/team.ts'

const ROOM = 'guarded'
const onPostgres = process.env.ROOMWARDEN_TEST_DB === 'postgres'
const databaseServerUrl = onPostgres ? process.env.TEST_DATABASE_URL : undefined

test.describe.configure({ mode: 'serial' })

async function start(options: { interval: string; ejectMs?: number }): Promise<Product> {
  const product = await startProduct({
    databaseServerUrl,
    environment: {
      PRESENCE_INTERVAL_SECONDS: options.interval,
      DAILY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
    sandbox: { rateLimit: false, latency: { eject: options.ejectMs ?? 0 } },
  })
  await addTeam(product.environment)
  product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
  product.sandbox.join(ROOM, { userName: 'Host', userId: 'u-host' })
  return product
}

const raiders = (count: number) => Array.from({ length: count }, (_, index) => `raid-${index}`)

const names = ({ sandbox }: Product) => sandbox.people(ROOM).map(({ userName }) => userName)

function joinAll({ sandbox }: Product, userIds: string[]): string[] {
  return userIds.map((userId) => sandbox.join(ROOM, { userId, userName: userId }))
}

test('a banned person whom Daily has forgotten is out again within one webhook, long before the next poll', async () => {
  test.setTimeout(300_000)
  const product = await start({ interval: '300' })
  try {
    await connectWebhook(product)
    await banFromRoom(product, ROOM, ['u-sam'])
    product.sandbox.join(ROOM, { userName: 'Sam', userId: 'u-sam' })
    await expect.poll(() => names(product), { timeout: 5_000 }).toEqual(['Host'])
    expect(product.sandbox.requests({ route: 'eject' })).toHaveLength(1)
  } finally {
    await product.stop()
  }
})

test('a server killed while it puts bans into effect loses nobody and doubles nothing', async () => {
  test.setTimeout(300_000)
  const userIds = raiders(60)
  const product = await start({ interval: '1', ejectMs: 400 })
  try {
    const cookie = await banFromRoom(product, ROOM, userIds)
    for (let round = 0; round < 3; round += 1) {
      product.sandbox.forgetBans()
      product.sandbox.clearRequests()
      const sessions = joinAll(product, userIds)
      await expect.poll(() => product.sandbox.requests({ route: 'eject' }).length).toBeGreaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 450))
      await product.restart('SIGKILL')
      await expect.poll(() => names(product), { timeout: 30_000 }).toEqual(['Host'])
      await expect
        .poll(async () => (await readEnforced(product.url, ROOM, cookie)).open, { timeout: 30_000 })
        .toBe(0)
      const { ejected } = await readEnforced(product.url, ROOM, cookie)
      for (const session of sessions) expect(ejected.get(session) ?? 0).toBeLessThanOrEqual(1)
    }
  } finally {
    await product.stop()
  }
})

// The embedded database takes one server only.
if (onPostgres) {
  test('a hundred who come back at once, told to two servers, are each acknowledged as ejected exactly once', async () => {
    test.setTimeout(300_000)
    const userIds = raiders(100)
    const product = await start({ interval: '2' })
    try {
      const other = await startBeside(product)
      const cookie = await banFromRoom(product, ROOM, userIds)
      const sessions = joinAll(product, userIds)
      await Promise.all(
        sessions.map((sessionId, index) =>
          product.sandbox.sendWebhook(
            { type: 'participant.joined', sessionId },
            { url: `${index % 2 === 0 ? product.url : other.url}/api/webhooks/daily`, hmac: WEBHOOK_SECRET },
          ),
        ),
      )
      await expect.poll(() => names(product), { timeout: 30_000 }).toEqual(['Host'])
      await expect
        .poll(async () => (await readEnforced(product.url, ROOM, cookie)).open, { timeout: 30_000 })
        .toBe(0)
      const { ejected } = await readEnforced(product.url, ROOM, cookie)
      expect(sessions.map((session) => ejected.get(session))).toEqual(sessions.map(() => 1))
      await other.kill()
    } finally {
      await product.stop()
    }
  })
}
