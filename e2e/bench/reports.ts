import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { signInOverHttp } from '#e2e/support/http-session'
import { type Product, startProduct } from '#e2e/support/product'
import { type RunningServer, startServer } from '#e2e/support/server'
import { addApiToken, addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import type { Queryable } from '#lib/db/database'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { type Sent, sendSteadily } from './load.ts'
import { printTable, quantile } from './statistics.ts'
import { inDatabase } from './stopped.ts'

const PER_SECOND = 200
const ROUNDS = 6
const SECONDS_A_ROUND = 10
const WARM_UP_SECONDS = 5
const ROOMS = 30
const PEOPLE_A_ROOM = 40
const TARGETS = 1_000
const REPORTERS = 3_000
const QUEUE_MS = 1_500
const NEWS_MS = 5_000
const INTAKE = 'e2e/bench/intake'

/**
 * 200 reports a second from many rooms, about many people by many others, in turn with as many one-row inserts behind the
 * same door of the same server, an operator's queue being open all the while. The server is the product's own code with
 * that one address more.
 */
export async function reportsBench(): Promise<void> {
  const head = [
    'database',
    'reports',
    'lost',
    'p50 ms',
    'p95 ms',
    'insert p50',
    'insert p95',
    'p95 ratio',
    'aim',
    'queue p95 ms',
  ]
  const rows = [head]
  for (const database of benchDatabases()) rows.push(await measure(database))
  printTable(`${PER_SECOND} reports a second, and as many inserts of one row`, rows)
}

async function measure({ name, serverUrl }: BenchDatabase): Promise<string[]> {
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: { PRESENCE_INTERVAL_SECONDS: '15', LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false },
  })
  try {
    await addTeam(product.environment)
    const token = await addApiToken(product.environment, 'reports:write')
    const cookie = await signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
    await product.kill()
    await inDatabase(product, (db) =>
      db.execute(
        sql`create table bench_empty (id uuid primary key, text text not null, at timestamptz not null default now())`,
      ),
    )
    fillRooms(product)
    const { reports, inserts, queueMs } = await withServer(product, (url) => rounds(url, token, cookie))
    const stored = await inDatabase(product, countReports)
    const answered = new Set(reports.answers.map(toId))
    const ratio = quantile(reports.tookMs, 0.95) / quantile(inserts.tookMs, 0.95)
    return [
      name,
      String(reports.answers.length),
      String(answered.size - stored),
      quantile(reports.tookMs, 0.5).toFixed(1),
      quantile(reports.tookMs, 0.95).toFixed(1),
      quantile(inserts.tookMs, 0.5).toFixed(1),
      quantile(inserts.tookMs, 0.95).toFixed(1),
      ratio.toFixed(2),
      '3.00',
      quantile(queueMs, 0.95).toFixed(0),
    ]
  } finally {
    await product.stop()
  }
}

function fillRooms({ sandbox }: Product): void {
  for (let room = 0; room < ROOMS; room += 1) {
    sandbox.createRoom({ name: `room-${room}`, privacy: 'private' })
    sandbox.joinMany(
      `room-${room}`,
      Array.from({ length: PEOPLE_A_ROOM }, (_, index) => {
        const number = room + index * ROOMS
        return { userId: `u-${number}`, userName: `Person ${number}` }
      }),
    )
  }
}

async function withServer<T>(product: Product, work: (url: string) => Promise<T>): Promise<T> {
  const port = Number(new URL(product.url).port)
  const { environment, logFile } = product
  const server: RunningServer = await startServer({ folder: INTAKE, port, environment, logFile })
  return work(server.url).finally(() => server.stop())
}

async function countReports(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ reports: number | string }>(sql`
    select count(*) as reports from reports r join report_groups g on g.id = r.group_id where text not like 'Warm-up%'`)
  return Number(rows[0]?.reports)
}

type Measured = { reports: Sent; inserts: Sent; queueMs: number[] }

async function rounds(url: string, token: string, cookie: string): Promise<Measured> {
  const queue = watchQueue(url, cookie)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  let number = 0
  const send = (path: string, words: string, seconds: number) =>
    sendSteadily(url, () => ({ path, headers, body: aReport(words, number++) }), PER_SECOND, seconds)
  await send('/api/v1/reports', 'Warm-up', WARM_UP_SECONDS)
  await send('/api/v1/empty', 'Warm-up', WARM_UP_SECONDS)
  const reports: Sent = { tookMs: [], answers: [] }
  const inserts: Sent = { tookMs: [], answers: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    add(reports, await send('/api/v1/reports', 'Report', SECONDS_A_ROUND))
    add(inserts, await send('/api/v1/empty', 'Insert', SECONDS_A_ROUND))
  }
  return { reports, inserts, queueMs: await queue.stop() }
}

function add(all: Sent, { tookMs, answers }: Sent): void {
  all.tookMs.push(...tookMs)
  all.answers.push(...answers)
}

/** Some people are reported far more often than others, as in life. */
function aReport(words: string, number: number) {
  const target = Math.floor(Math.random() ** 2 * TARGETS)
  return {
    room: `room-${target % ROOMS}`,
    user_id: `u-${target}`,
    category: ['spam', 'harassment', 'hate', 'violence', 'other'][number % 5],
    text: `${words} ${number}: shouts insults and will not stop.`,
    reporter_user_id: `u-${Math.floor(Math.random() * REPORTERS)}`,
  }
}

function toId({ status, body }: Sent['answers'][number]): string {
  if (status !== 201) throw new Error(`A report was answered with ${status}: ${body.slice(0, 200)}`)
  return String(JSON.parse(body).id)
}

/** As an open queue page asks, with its count in the navigation. */
function watchQueue(url: string, cookie: string): { stop: () => Promise<number[]> } {
  const tookMs: number[] = []
  let isOpen = true
  const poll = async (path: string, everyMs: number) => {
    while (isOpen) {
      const askedMs = performance.now()
      const response = await fetch(url + path, { headers: { cookie } })
      if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
      await response.text()
      tookMs.push(performance.now() - askedMs)
      await delay(everyMs)
    }
  }
  const polling = Promise.all([poll('/api/reports', QUEUE_MS), poll('/api/reports/news', NEWS_MS)])
  // Told by `stop`: when the load fails the server goes first.
  polling.catch(() => {})
  return {
    stop: async () => {
      isOpen = false
      await polling
      return tookMs
    },
  }
}
