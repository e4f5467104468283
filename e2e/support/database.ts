import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before } from 'node:test'
import { getTableColumns, getTableName, is, type SQL, sql } from 'drizzle-orm'
import { PgTable, PgTimestamp } from 'drizzle-orm/pg-core'
import { verifyAudit } from '#lib/audit/verify'
import { closeDatabase, database } from '#lib/db/database'
import * as schema from '#lib/db/schema'
import { forgetPolicies } from '#lib/policies/book'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { copyEmbeddedDatabase } from './embedded-template.ts'
import { setEnvironment, TEST_ENV } from './environment.ts'
import { withLogs } from './logs.ts'
import { createPostgresDatabase, testServerUrl } from './postgres.ts'

/**
 * One database for a test file, empty before each test: embedded, or a fresh one on TEST_DATABASE_URL when
 * ROOMWARDEN_TEST_DB is `postgres`. After each test the audit record must be whole and no error logged unexpectedly.
 */
export function withDatabase(): void {
  withLogs()
  let remove = async () => {}
  before(async () => {
    const place = await makePlace()
    remove = place.remove
    setEnvironment({ ...TEST_ENV, ...place.env })
    await emptyTables()
  })
  afterEach(async () => {
    await settleRunning()
    const { ok } = await verifyAudit()
    await emptyTables()
    assert.ok(ok, 'the audit record is whole')
  })
  after(async () => {
    await closeDatabase()
    await remove()
  })
}

type Place = { env: Record<string, string | undefined>; remove: () => Promise<void> }

async function makePlace(): Promise<Place> {
  const server = testServerUrl()
  if (server === undefined) return makeFolder()
  const { url, drop } = await createPostgresDatabase(server)
  return { env: { DATABASE_URL: url, DATA_DIR: undefined }, remove: drop }
}

async function makeFolder(): Promise<Place> {
  const folder = join(tmpdir(), `roomwarden-test-${randomUUID()}`)
  await copyEmbeddedDatabase(folder)
  return {
    env: { DATA_DIR: folder, DATABASE_URL: undefined },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Calls to Daily that a command left running are part of the test that began them. */
async function settleRunning(): Promise<void> {
  await Promise.all(processWide('decisions-running', () => new Map<string, Promise<void>>()).values())
}

/** Every statement fails as it does where nothing answers at the database's address. */
export async function whileDatabaseIsDown<T>(work: () => Promise<T>): Promise<T> {
  const kept = processWide<unknown>('database', () => null)
  const fault = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' })
  const gone = Promise.reject(fault)
  gone.catch(() => {})
  forgetProcessWide('database')
  processWide('database', () => gone)
  try {
    return await work()
  } finally {
    forgetProcessWide('database')
    processWide('database', () => kept)
  }
}

const TABLES = Object.values(schema).filter((value) => is(value, PgTable))
const KEPT = new Set(['audit_head', 'presence_state', 'policies'])

export async function emptyTables(): Promise<void> {
  forgetPolicies()
  const emptied = TABLES.filter((table) => !KEPT.has(getTableName(table))).map(
    (table, index) => sql`${sql.identifier(`t${index}`)} as (delete from ${table})`,
  )
  const db = await database()
  await db.execute(sql`with ${sql.join(emptied, sql`, `)},
    changed_policies as (delete from policies where created_by_name <> 'Roomwarden'),
    head as (update audit_head set seq = 0, hash = repeat('0', 64)),
    state as (update presence_state set as_of = null, trouble = null, wanted_at = null, recent_polls = '[]')
    select 1`)
}

/** As if the seconds had passed since: every time in the tables lies that much earlier. The record keeps its own. */
export async function letTimePass(seconds: number): Promise<void> {
  const db = await database()
  for (const table of TABLES) {
    const times = getTableName(table).startsWith('audit_') ? [] : timesOf(table)
    if (times.length === 0) continue
    const earlier = times.map((name) => sql`${name} = ${name} - make_interval(secs => ${seconds})`)
    await db.execute(sql`update ${table} set ${sql.join(earlier, sql`, `)}`)
  }
}

function timesOf(table: PgTable): SQL[] {
  return Object.values(getTableColumns(table))
    .filter((column) => is(column, PgTimestamp))
    .map((column) => sql`${sql.identifier(column.name)}`)
}
