import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { z } from 'zod'

const MIGRATIONS = join(process.cwd(), 'lib/db/migrations')

/** Makes `folder` a data folder with an empty, migrated embedded database in it: a copy of one that is made once. */
export async function copyEmbeddedDatabase(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await cp(await template(), join(folder, 'pg'), { recursive: true })
}

async function template(): Promise<string> {
  const home = join(tmpdir(), `roomwarden-template-${fingerprint()}`)
  if (!existsSync(home)) await makeTemplate(home)
  return home
}

/** Two test files may make it at once: the slower one throws its own away. */
async function makeTemplate(home: string): Promise<void> {
  const unfinished = `${home}-${randomUUID()}`
  const client = new PGlite(unfinished)
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
  await client.close()
  await rename(unfinished, home).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
}

function fingerprint(): string {
  const hash = createHash('sha256').update(pgliteVersion())
  for (const name of readdirSync(MIGRATIONS).sort())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex').slice(0, 16)
}

const manifest = z.object({ version: z.string() })

function pgliteVersion(): string {
  const path = join(process.cwd(), 'node_modules/@electric-sql/pglite/package.json')
  return manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version
}
