import { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'

type Read = (banId: string) => Promise<unknown>

const SELECT = 'select id, policy from bans where id = $1'

let opened: Read | undefined

function open(): Read {
  const { DATABASE_URL, BARE_DATABASE } = process.env
  if (!DATABASE_URL) {
    const embedded = new PGlite(BARE_DATABASE)
    return async (banId) => (await embedded.query(SELECT, [banId])).rows[0]
  }
  const pool = new Pool({ connectionString: DATABASE_URL, max: 10 })
  return async (banId) => (await pool.query(SELECT, [banId])).rows[0]
}

/** The least a route that asks a database could do: no token, no checks, one row by its primary key. */
export async function GET(_request: Request, { params }: { params: Promise<{ banId: string }> }) {
  opened ??= open()
  return Response.json(await opened((await params).banId))
}
