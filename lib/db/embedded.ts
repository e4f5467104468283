import 'server-only'
import { accessSync, constants, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { type FolderLock, FolderTakenError, lockFolder } from './folder-lock.ts'
import { guarded } from './transaction-scope.ts'

export type EmbeddedDatabase = { client: PGlite; close: () => Promise<void> }

/**
 * Opens the embedded database in `<folder>/pg`, making it at the first start. An initialisation that was cut off is
 * set aside and begun again; a finished database that does not open is left as it is and the error says so.
 */
export async function openEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const lock = takeFolder(folder)
  try {
    const home = join(folder, 'pg')
    if (!existsSync(home)) await initialise(folder, home)
    const client = await openExisting(home)
    return { client, close: () => client.close().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

function takeFolder(folder: string): FolderLock {
  try {
    const lock = lockFolder(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return lock
  } catch (cause) {
    if (cause instanceof FolderTakenError) throw cause
    throw new Error(
      `The data folder ${folder} cannot be written. Set DATA_DIR to a folder that can, or mend its rights.`,
      {
        cause,
      },
    )
  }
}

async function initialise(folder: string, home: string): Promise<void> {
  const unfinished = join(folder, 'pg.unfinished')
  if (existsSync(unfinished)) renameSync(unfinished, join(folder, `pg.cut-off-${Date.now()}`))
  const client = new PGlite(unfinished)
  await client.waitReady
  await client.close()
  renameSync(unfinished, home)
}

async function openExisting(home: string): Promise<PGlite> {
  try {
    // PGlite would begin a new database over whatever else is there.
    if (!existsSync(join(home, 'PG_VERSION'))) throw new Error('PG_VERSION is missing.')
    const client = new PGlite(home)
    await client.waitReady
    keepNeededParsers(client)
    client.query = guarded(client.query)
    client.exec = guarded(client.exec)
    client.transaction = guarded(client.transaction)
    return client
  } catch (cause) {
    throw new Error(
      `The database in ${home} does not open. Nothing was changed. Restore it from a backup, or move the folder away to begin empty.`,
      { cause },
    )
  }
}

const TEXT_ARRAY = 1_009
const NEEDED_TYPES = new Set([...Object.values(types), TEXT_ARRAY].map(String))

/**
 * PGlite 0.5 copies its table of parsers for every result, and fills it with one for every array in the catalogue: that
 * copy takes as long as the rest of a small query.
 */
function keepNeededParsers(client: PGlite): void {
  for (const type of Object.keys(client.parsers)) {
    if (!NEEDED_TYPES.has(type)) delete client.parsers[type]
  }
}
