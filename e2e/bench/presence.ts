import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { signInOverHttp } from '#e2e/support/http-session'
import { type Product, startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { printTable } from './statistics.ts'

const ROOM = 'hall'
const WATCH_MS = 60_000
const REFRESH_MS = 3_000
const CHANGES_A_SECOND = 50
const SETTLE_MS = 6_000

/** What live rooms cost: Daily in calls, the network in bytes, the server in stretches during which nobody is served. */
export async function presenceBench(): Promise<void> {
  const calls = [['open room pages', 'seconds', 'presence calls', 'aim']]
  for (const pages of [1, 100]) calls.push(await countCalls(pages))
  printTable('Calls of Daily’s presence', calls)
  const bytes = [['database', 'people', 'changes', 'bytes, compressed', 'ms']]
  const stretches = [
    ['database', 'phase', 'seconds', 'changes/s', 'stretches > 50 ms', 'longest ms', 'cause of the longest'],
  ]
  for (const database of benchDatabases()) {
    bytes.push(...(await weighRefreshes(database)))
    stretches.push(...(await findStretches(database)))
  }
  printTable('One refresh of a room page', bytes)
  printTable('Stretches during which the server answers nobody, room of 10,000', stretches)
}

const environment = { PRESENCE_INTERVAL_SECONDS: '15', LOG_LEVEL: 'warn' }

async function countCalls(pages: number): Promise<string[]> {
  const product = await startProduct({ environment, sandbox: { rateLimit: false } })
  try {
    const cookie = await prepare(product, 100)
    await delay(SETTLE_MS)
    const before = product.sandbox.requests({ route: 'presence' }).length
    const stopAt = Date.now() + WATCH_MS
    await Promise.all(Array.from({ length: pages }, (_, index) => watch(product, cookie, index, stopAt)))
    const made = product.sandbox.requests({ route: 'presence' }).length - before
    return [String(pages), String(WATCH_MS / 1_000), String(made), '5']
  } finally {
    await product.stop()
  }
}

/** What an open room page asks of the server, opening included. */
async function watch({ url }: Product, cookie: string, index: number, stopAt: number): Promise<void> {
  await delay((index * REFRESH_MS) / 100)
  await (await fetch(`${url}/rooms/${ROOM}`, { headers: { cookie } })).text()
  let cursor: string | null = null
  while (Date.now() < stopAt) {
    cursor = (await refresh(url, cookie, cursor)).cursor
    await delay(REFRESH_MS)
  }
}

async function weighRefreshes({ name, serverUrl }: BenchDatabase): Promise<string[][]> {
  const rows: string[][] = []
  for (const people of [100, 10_000]) {
    const product = await startProduct({
      databaseServerUrl: serverUrl,
      environment: { ...environment, PRESENCE_INTERVAL_SECONDS: '1' },
      sandbox: { rateLimit: false },
    })
    try {
      const cookie = await prepare(product, people)
      let { cursor } = await everybody(product.url, cookie, people)
      for (const changes of [0, 10, 100, 1_000]) {
        joinMany(product, changes)
        await delay(SETTLE_MS)
        const answer = await refresh(product.url, cookie, cursor)
        if (answer.rows !== changes) throw new Error(`${answer.rows} rows told ${changes} changes.`)
        cursor = answer.cursor
        rows.push([
          name,
          people.toLocaleString('en'),
          changes.toLocaleString('en'),
          answer.bytes.toLocaleString('en'),
          answer.ms.toFixed(1),
        ])
      }
    } finally {
      await product.stop()
    }
  }
  return rows
}

async function findStretches({ name, serverUrl }: BenchDatabase): Promise<string[][]> {
  const file = join(tmpdir(), `stretches-${randomUUID()}.json`)
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: {
      ...environment,
      STRETCHES_FILE: file,
      NODE_OPTIONS: `--import=${join(process.cwd(), 'e2e/bench/stretches.mjs')}`,
    },
    sandbox: { rateLimit: false },
  })
  try {
    const cookie = await prepare(product, 0)
    await delay(SETTLE_MS)
    await stretchesSince(product, file)
    joinMany(product, 10_000)
    await everybody(product.url, cookie, 10_000)
    const first = toStretchRow([name, 'first snapshot', '', ''], await stretchesSince(product, file))
    const stopAt = Date.now() + WATCH_MS
    await Promise.all([
      stir(product, stopAt),
      ...Array.from({ length: 10 }, (_, index) => watch(product, cookie, index, stopAt)),
    ])
    const steady = [name, 'steady, 10 pages', String(WATCH_MS / 1_000), String(CHANGES_A_SECOND)]
    return [first, toStretchRow(steady, await stretchesSince(product, file))]
  } finally {
    rmSync(file, { force: true })
    await product.stop()
  }
}

/** As many people leave as join, so that the room keeps its size. */
async function stir(product: Product, stopAt: number): Promise<void> {
  while (Date.now() < stopAt) {
    const leaving = product.sandbox.people(ROOM).slice(0, CHANGES_A_SECOND / 2)
    for (const { id } of leaving) product.sandbox.leave(id)
    joinMany(product, CHANGES_A_SECOND / 2)
    await delay(1_000)
  }
}

const stretch = z.object({ fromUs: z.number(), toUs: z.number(), causes: z.record(z.string(), z.number()) })
type Stretch = z.infer<typeof stretch>

async function stretchesSince({ pid }: Product, file: string): Promise<Stretch[]> {
  rmSync(file, { force: true })
  process.kill(pid(), 'SIGUSR2')
  for (let tries = 0; tries < 200; tries += 1) {
    await delay(100)
    if (existsSync(file)) {
      await delay(200)
      return z.array(stretch).parse(JSON.parse(readFileSync(file, 'utf8')))
    }
  }
  throw new Error('The server told nothing of its stretches.')
}

function toStretchRow(head: string[], stretches: Stretch[]): string[] {
  const longest = stretches.toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))[0]
  const ms = longest === undefined ? 0 : (longest.toUs - longest.fromUs) / 1_000
  const [cause] = Object.entries(longest?.causes ?? {}).toSorted(([, a], [, b]) => b - a)
  const text = cause === undefined ? '' : `${cause[0]} ${cause[1].toFixed(0)} ms`
  return [...head, String(stretches.length), ms.toFixed(0), text]
}

async function prepare(product: Product, people: number): Promise<string> {
  await addTeam(product.environment)
  product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
  joinMany(product, people)
  return signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
}

function joinMany({ sandbox }: Product, people: number): void {
  sandbox.joinMany(
    ROOM,
    Array.from({ length: people }, () => {
      const userId = `u-${randomUUID().slice(0, 12)}`
      return { userId, userName: `Person ${userId}` }
    }),
  )
}

type Refresh = { cursor: string; rows: number; bytes: number; ms: number }

async function everybody(url: string, cookie: string, people: number): Promise<Refresh> {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await refresh(url, cookie, null)
    if (answer.rows >= people) return answer
    await delay(500)
  }
  throw new Error(`The room never showed ${people} people.`)
}

const changes = z.object({ cursor: z.string(), rows: z.array(z.unknown()) })

/** The bytes are those of the compressed answer, without its head. */
async function refresh(url: string, cookie: string, cursor: string | null): Promise<Refresh> {
  const address = new URL(`/api/rooms/${ROOM}/roster`, url)
  if (cursor !== null) address.searchParams.set('after', cursor)
  const startedMs = performance.now()
  const bytes = await sizeOf(address, cookie)
  const ms = performance.now() - startedMs
  const answer = changes.parse(await (await fetch(address, { headers: { cookie } })).json())
  return { cursor: answer.cursor, rows: answer.rows.length, bytes, ms }
}

function sizeOf(address: URL, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { cookie, 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength
      })
      response.on('end', () => resolve(bytes))
      response.on('error', reject)
    }).on('error', reject)
  })
}
