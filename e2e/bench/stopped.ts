import { setEnvironment } from '#e2e/support/environment'
import type { Product } from '#e2e/support/product'
import { closeDatabase, type Database, database } from '#lib/db/database'

/** Works on the product's database. The embedded one is for one process: no server may run meanwhile. */
export async function inDatabase<T>(
  { environment }: Product,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  setEnvironment({ ...environment, DATABASE_URL: environment.DATABASE_URL || undefined })
  try {
    return await work(await database())
  } finally {
    await closeDatabase()
  }
}
