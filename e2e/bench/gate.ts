import { createHash } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { findFreePort } from '#e2e/support/ports'
import { type Product, startProduct } from '#e2e/support/product'
import { startServer } from '#e2e/support/server'
import { anApiToken } from '#e2e/support/tokens'
import { database } from '#lib/db/database'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { type Load, putUnderLoad } from './load.ts'
import { median, printTable, quantile } from './statistics.ts'
import { inDatabase } from './stopped.ts'

const FEW = 1_000
const MANY = 1_000_000
const AT_ONCE = 8
const SECONDS = 3
const ROUNDS = 5
const TOKENS = 8
const BARE = 'e2e/bench/bare'

type Measured = { perSecond: number; p99Ms: number }

const UNKNOWN: Measured = { perSecond: Number.NaN, p99Ms: Number.NaN }

/**
 * The gate with few and with many bans, in turn with a bare app on the same rows whose one route reads one row by its
 * primary key. The bare app is a server of its own without sign-in, headers or a watch over Daily: what Roomwarden
 * does beside the gate counts against it. Several tokens, because one alone may ask 1,000 times a second.
 */
export async function gateBench(): Promise<void> {
  const rows = [
    ['database', 'gate/s', 'bare/s', 'ratio', 'aim', `p99 of ${FEW}`, `p99 of ${MANY}`, 'ratio', 'aim'],
  ]
  for (const database of benchDatabases()) rows.push(await compare(database))
  printTable(`The gate with ${MANY.toLocaleString('en')} bans, ${AT_ONCE} asking at once`, rows)
}

async function compare({ name, serverUrl }: BenchDatabase): Promise<string[]> {
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: { PRESENCE_INTERVAL_SECONDS: '15', LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false },
  })
  try {
    const tokens: string[] = []
    await whileStopped(product, async () => {
      for (let token = 0; token < TOKENS; token += 1) tokens.push(await anApiToken({ scopes: ['gate:read'] }))
      await fillBans(0, FEW)
    })
    const [few = UNKNOWN] = await rounds([() => loadGate(product, tokens, FEW)])
    await whileStopped(product, () => fillBans(FEW, MANY))
    const [gate = UNKNOWN, bare = UNKNOWN] = await withBare(product, (url) =>
      rounds([() => loadGate(product, tokens, MANY), () => loadBare(url)]),
    )
    return [
      name,
      gate.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      (gate.perSecond / bare.perSecond).toFixed(2),
      '0.70',
      `${few.p99Ms.toFixed(1)} ms`,
      `${gate.p99Ms.toFixed(1)} ms`,
      (gate.p99Ms / few.p99Ms).toFixed(2),
      '2.00',
    ]
  } finally {
    await product.stop()
  }
}

/** The embedded database is for one process: the rows are written while the server is down. */
async function whileStopped(product: Product, work: () => Promise<void>) {
  const { environment, kill, restart } = product
  await kill()
  await inDatabase(product, work)
  if (!environment.DATABASE_URL)
    await cp(join(environment.DATA_DIR ?? '', 'pg'), bareFolder(product), { recursive: true })
  await restart('SIGTERM')
}

/** A user ID each; one in three bans is from a pattern or all rooms. */
async function fillBans(from: number, to: number): Promise<void> {
  const db = await database()
  await db.execute(sql`
    insert into bans (id, user_id, scope_kind, scope_value, starts_at, ends_at, policy, policy_version, source, created_by_id, created_by_name)
    select md5(n::text)::uuid, 'u-' || n, (array['room', 'room', 'room', 'room', 'pattern', 'all'])[1 + n % 6],
      (array['class-7b', 'class-8', 'lab-1', 'class-7b', 'class-*', ''])[1 + n % 6], now() - interval '1 hour',
      case when n % 2 = 0 then now() + interval '1 day' end, 'spam', 1, 'operator', 'bench', 'Bench'
    from generate_series(${from}::int, ${to - 1}::int) n`)
  await db.execute(sql`vacuum analyze bans`)
}

/** A round to warm up, then as many as count. */
async function rounds(askAll: readonly (() => Promise<Load>)[]): Promise<Measured[]> {
  const loads = askAll.map((): Load[] => [])
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, ask] of askAll.entries()) {
      const load = await ask()
      if (round > 0) loads[index]?.push(load)
    }
  }
  return loads.map((measured) => ({
    perSecond: median(measured.map(({ perSecond }) => perSecond)),
    p99Ms: median(measured.map(({ tookMs }) => quantile(tookMs, 0.99))),
  }))
}

async function withBare<T>(product: Product, work: (url: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL = '' } = product.environment
  const bare = await startServer({
    folder: BARE,
    port: await findFreePort(),
    environment: { DATABASE_URL, BARE_DATABASE: bareFolder(product) },
    logFile: product.logFile,
    readyPath: '/',
  })
  return work(bare.url).finally(() => bare.stop())
}

function bareFolder({ folder }: Product): string {
  return join(folder, 'bare')
}

/** Nine in ten are not banned, as at the door of a host app. */
function loadGate({ url }: Product, tokens: readonly string[], bans: number): Promise<Load> {
  return putUnderLoad(
    url,
    () => {
      const number = Math.floor(Math.random() * bans * 10)
      const token = tokens[number % tokens.length]
      return {
        path: `/api/v1/gate?room=class-7b&user_id=u-${number}`,
        headers: { authorization: `Bearer ${token}` },
      }
    },
    AT_ONCE,
    SECONDS,
  )
}

function loadBare(url: string): Promise<Load> {
  return putUnderLoad(
    url,
    () => ({ path: `/read/${idOf(Math.floor(Math.random() * MANY))}` }),
    AT_ONCE,
    SECONDS,
  )
}

/** As the statement that fills the table makes them. */
function idOf(number: number): string {
  return createHash('md5')
    .update(String(number))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
