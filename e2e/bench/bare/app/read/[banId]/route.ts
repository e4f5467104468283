import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { Pool } from 'pg'

type Read = (banId: string) => Promise<unknown>

const select = (banId: string) => sql`select id, policy from bans where id = ${banId}`

let opened: Read | undefined

function open(): Read {
  const { DATABASE_URL, BARE_DATABASE } = process.env
  if (!DATABASE_URL) {
    const embedded = drizzlePglite(new PGlite(BARE_DATABASE))
    return async (banId) => (await embedded.execute(select(banId))).rows[0]
  }
  const server = drizzlePostgres(new Pool({ connectionString: DATABASE_URL, max: 10 }))
  return async (banId) => (await server.execute(select(banId))).rows[0]
}

/** The least a route that asks a database could do: no token, no checks, one row by its primary key. */
export async function GET(_request: Request, { params }: { params: Promise<{ banId: string }> }) {
  opened ??= open()
  return Response.json(await opened((await params).banId))
}
