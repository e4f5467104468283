import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { signInOverHttp } from './support/http-session.ts'
import { type Product, startBeside, startProduct } from './support/product.ts'
import { addTeam, emailOf, PASSWORD } from './support/team.ts'

const ROOM = 'two-instances'
const TAKE_OVER_MS = 30_000

test.describe.configure({ mode: 'serial' })

async function rosterOf(url: string, cookie: string): Promise<string[]> {
  const response = await fetch(`${url}/api/rooms/${ROOM}/roster`, { headers: { cookie } })
  const { rows } = await response.json()
  return rows
    .filter((row: { leftAt: number | null }) => row.leftAt === null)
    .map(nameOf)
    .sort()
}

const nameOf = ({ name }: { name: string }) => name

/** The newest word on the observer's lease in a server's log. */
function holdsLease(logFile: string): boolean {
  const said = [...readFileSync(logFile, 'utf8').matchAll(/"holding":(true|false)/g)]
  return said.at(-1)?.[1] === 'true'
}

const polls = ({ sandbox }: Product) => sandbox.requests({ route: 'presence' }).length

test('two servers on one database show the same people, one observes, and the other takes over when it dies', async () => {
  test.setTimeout(300_000)
  const product = await startProduct({
    databaseServerUrl: process.env.TEST_DATABASE_URL,
    environment: { PRESENCE_INTERVAL_SECONDS: '2', LOG_LEVEL: 'info' },
    sandbox: { rateLimit: false },
  })
  try {
    await addTeam(product.environment)
    const other = await startBeside(product)
    const { sandbox } = product
    sandbox.createRoom({ name: ROOM })
    for (const userName of ['Ada', 'Bo']) sandbox.join(ROOM, { userName })
    // Both sit behind one address in production: the session of one is good for the other.
    const cookie = await signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
    const rosters = () => Promise.all([product.url, other.url].map((url) => rosterOf(url, cookie)))
    await expect.poll(rosters).toEqual([
      ['Ada', 'Bo'],
      ['Ada', 'Bo'],
    ])

    const before = polls(product)
    await new Promise((resolve) => setTimeout(resolve, 8_000))
    expect(polls(product) - before, 'two observers would ask twice as often').toBeLessThanOrEqual(5)
    const isFirst = holdsLease(product.logFile)
    expect(holdsLease(other.logFile)).toBe(!isFirst)

    const [observing, waiting] = isFirst ? [product, other] : [other, product]
    await observing.kill()
    const killedAt = Date.now()
    sandbox.join(ROOM, { userName: 'Cy' })
    await expect
      .poll(() => rosterOf(waiting.url, cookie), { timeout: TAKE_OVER_MS })
      .toEqual(['Ada', 'Bo', 'Cy'])
    expect(Date.now() - killedAt).toBeLessThan(TAKE_OVER_MS)
    expect(holdsLease(waiting.logFile)).toBe(true)
    await waiting.kill()
  } finally {
    await product.stop()
  }
})
