import 'server-only'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type FolderLock = { release: () => void }

export class FolderTakenError extends Error {
  constructor(folder: string, holder: string) {
    super(
      `Another Roomwarden${holder} already uses the folder ${folder}. Stop it first, or set another DATA_DIR.`,
    )
    this.name = 'FolderTakenError'
  }
}

/**
 * Takes the data folder for this process until it ends. The kernel holds the lock (through SQLite, which is
 * built into Node), so a dead holder's lock is free at once and a live one's can never be taken, not even from
 * another container. Throws FolderTakenError, or the file system's error when the folder cannot be written.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holderFile = join(folder, 'holder')
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    if (isBusy(cause)) throw new FolderTakenError(folder, holderNote(holderFile))
    throw cause
  }
  writeFileSync(holderFile, String(process.pid), { mode: 0o600 })
  return { release: () => file.close() }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === 5
}

function holderNote(holderFile: string): string {
  try {
    return ` (process ${readFileSync(holderFile, 'utf8')})`
  } catch {
    return ''
  }
}
