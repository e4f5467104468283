import 'server-only'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle as drizzleNodePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migrateNodePostgres } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { Pool } from 'pg'
import { databaseEnv } from '#lib/env'
import { log } from '#lib/log'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { openEmbedded } from './embedded.ts'
import * as schema from './schema.ts'
import { assertOutsideTransaction, guarded, insideTransactionScope } from './transaction-scope.ts'

type Rows<Row> = { rows: Row[] }

// An interface because Drizzle reads the row type through `this`.
interface RowsHKT extends PgQueryResultHKT {
  type: Rows<this['row']>
}

export type Database = PgDatabase<RowsHKT, typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** Either: what a read inside or outside a transaction is given. */
export type Queryable = Database | Transaction

type Opened = { db: Database; kind: 'embedded' | 'postgres'; close: () => Promise<void> }

const MIGRATIONS = { migrationsFolder: join(process.cwd(), 'lib/db/migrations') }
const MIGRATION_LOCK = 7_265_001

/** The database of this process, opened and migrated at the first call. Throws inside a transaction. */
export async function database(): Promise<Database> {
  assertOutsideTransaction()
  return (await opened()).db
}

export async function databaseKind(): Promise<Opened['kind']> {
  return (await opened()).kind
}

/** Runs `work` in one transaction. Inside it every query must use the `tx` it is given. */
export async function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const db = await database()
  return insideTransactionScope((scoped) => db.transaction((tx) => scoped(() => work(tx))))
}

export async function closeDatabase(): Promise<void> {
  const pending = processWide<Promise<Opened> | null>('database', () => null)
  forgetProcessWide('database')
  const handle = await pending?.catch(() => null)
  await handle?.close()
}

function opened(): Promise<Opened> {
  return processWide('database', () => {
    const opening = open()
    opening.catch(() => forgetProcessWide('database'))
    return opening
  })
}

async function open(): Promise<Opened> {
  const { DATABASE_URL, DATA_DIR } = databaseEnv()
  return DATABASE_URL === undefined ? openInFolder(DATA_DIR) : openServer(DATABASE_URL)
}

async function openInFolder(folder: string): Promise<Opened> {
  const { client, close } = await openEmbedded(folder)
  const db = drizzlePglite(client, { schema })
  try {
    await migratePglite(db, MIGRATIONS)
  } catch (error) {
    await close()
    throw error
  }
  return { db: db as unknown as Database, kind: 'embedded', close }
}

async function openServer(url: string): Promise<Opened> {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000 })
  pool.on('error', (error) => log().warn({ code: errorCode(error) }, 'an idle database connection broke'))
  pool.query = guarded(pool.query)
  pool.connect = guarded(pool.connect)
  const db = drizzleNodePostgres(pool, { schema })
  try {
    await migrateUnderLock(db)
  } catch (cause) {
    await pool.end()
    throw new Error(
      `The database at ${hostOf(url)} cannot be used (${errorCode(cause) ?? 'no answer'}). Check DATABASE_URL, and that the server runs.`,
      { cause },
    )
  }
  return { db: db as unknown as Database, kind: 'postgres', close: () => pool.end() }
}

/** Several instances may start at once: the first migrates, the others wait and find nothing to do. */
async function migrateUnderLock(db: ReturnType<typeof drizzleNodePostgres<typeof schema>>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    // The migrator only needs the session and dialect, which a transaction has too.
    await migrateNodePostgres(tx as unknown as typeof db, MIGRATIONS)
  })
}

/** Without the user's name and password. */
function hostOf(url: string): string {
  return URL.parse(url)?.host || 'the address in DATABASE_URL'
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : errorCode(error.cause)
}
