import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Child, runChild } from '#e2e/support/children'
import { copyEmbeddedDatabase } from '#e2e/support/embedded-template'
import { testServerUrl } from '#e2e/support/postgres'
import { FolderTakenError, lockFolder } from './folder-lock.ts'

const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

function aFolder(): string {
  const folder = join(tmpdir(), `roomwarden-folder-${randomUUID()}`)
  folders.push(folder)
  return folder
}

const OPEN = `
  import { closeDatabase, database } from '#lib/db/database'
  try {
    const db = await database()
    const { rows } = await db.execute('select count(*)::int as tables from pg_tables where schemaname = \\'public\\'')
    console.warn('tables ' + rows[0].tables)
    await closeDatabase()
  } catch (error) {
    console.warn(error.message)
    process.exit(1)
  }`

const open = (folder: string) => runChild(OPEN, { DATA_DIR: folder, DATABASE_URL: '' })

const HOLD = `
  import { lockFolder } from '#lib/db/folder-lock'
  globalThis.lock = lockFolder(process.env.DATA_DIR)
  console.warn('held')
  setInterval(() => globalThis.lock, 1000)`

async function holding(folder: string): Promise<Child> {
  const child = runChild(HOLD, { DATA_DIR: folder })
  while (!existsSync(join(folder, 'holder'))) await delay(20)
  return child
}

/** These are about the embedded database alone: once is enough. */
if (testServerUrl() === undefined) {
  test('a second process is refused with a plain message that names the holder', async () => {
    const folder = aFolder()
    const lock = lockFolder(folder)
    const second = open(folder)
    assert.equal(await second.code, 1)
    assert.match(
      await second.output,
      new RegExp(`^Another Roomwarden \\(process ${process.pid}\\) already uses the folder .*\\n$`, 'm'),
    )
    assert.ok(!(await second.output).includes('    at '), 'no stack')
    lock.release()
  })

  test('a living holder keeps its folder, a killed one leaves it at once', async () => {
    const folder = aFolder()
    const child = await holding(folder)
    for (let tries = 0; tries < 10; tries += 1) {
      assert.throws(() => lockFolder(folder), FolderTakenError)
      await delay(10)
    }
    await child.kill()
    lockFolder(folder).release()
    lockFolder(folder).release()
  })

  test('a first start that is cut off, early and late, is begun again and ends with a whole database', async () => {
    const folder = aFolder()
    for (const sign of [join('pg.unfinished', 'PG_VERSION'), 'pg']) {
      const child = open(folder)
      while (!existsSync(join(folder, sign)) && child.process.exitCode === null) await delay(5)
      await child.kill()
    }
    assert.ok(
      readdirSync(folder).some((name) => name.startsWith('pg.cut-off-')),
      'what was cut off is set aside',
    )
    const last = open(folder)
    assert.match(await last.output, /^tables \d\d$/m)
    assert.equal(await last.code, 0)
  })

  test('a database that does not open is left as it is, and the message says what to do', async () => {
    const folder = aFolder()
    await copyEmbeddedDatabase(folder)
    const control = join(folder, 'pg/global/pg_control')
    writeFileSync(control, 'this is no control file')
    const before = listFiles(folder)

    const child = open(folder)

    assert.equal(await child.code, 1)
    assert.match(await child.output, /does not open\. Nothing was changed\. Restore it from a backup/)
    assert.equal(readFileSync(control, 'utf8'), 'this is no control file')
    assert.deepEqual(listFiles(folder), before)
  })

  test('a database folder that lost its heart is not begun anew over what is left', async () => {
    const folder = aFolder()
    await copyEmbeddedDatabase(folder)
    rmSync(join(folder, 'pg/PG_VERSION'))

    const child = open(folder)

    assert.equal(await child.code, 1)
    assert.match(await child.output, /does not open\. Nothing was changed/)
    assert.equal(existsSync(join(folder, 'pg/PG_VERSION')), false)
  })

  test('a folder that cannot be written stops the start with a plain message', async () => {
    const file = aFolder()
    writeFileSync(file, '')
    const child = open(join(file, 'below'))
    assert.equal(await child.code, 1)
    assert.match(await child.output, /^The data folder .* cannot be written\. Set DATA_DIR/m)
  })

  test('an opening that fails gives the folder back', async () => {
    const folder = aFolder()
    mkdirSync(join(folder, 'pg'), { recursive: true })
    const child = runChild(
      `import { database } from '#lib/db/database'
       for (let tries = 0; tries < 2; tries += 1) await database().catch((error) => console.warn(error.name))`,
      { DATA_DIR: folder, DATABASE_URL: '' },
    )
    assert.equal(await child.output, 'Error\nError\n')
  })
}

function listFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => !/^(lock|holder|pg\/postmaster)/.test(name)).sort()
}
