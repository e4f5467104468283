import 'server-only'
import { sql } from 'drizzle-orm'
import { processWide } from '#lib/process-wide'
import { database } from './database.ts'

export const LEASE_SECONDS = 10

/** Names this process in leases; new at every start. */
export function processId(): string {
  return processWide('process-id', () => crypto.randomUUID())
}

/** Takes or renews a lease by the database's clock. False when another process holds it. */
export async function holdLease(name: string): Promise<boolean> {
  const db = await database()
  const { rows } = await db.execute(sql`
    insert into leases (name, holder, until) values (${name}, ${processId()}, now() + make_interval(secs => ${LEASE_SECONDS}))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
    where leases.holder = excluded.holder or leases.until < now()
    returning name`)
  return rows.length === 1
}

export async function releaseLease(name: string): Promise<void> {
  const db = await database()
  await db.execute(sql`delete from leases where name = ${name} and holder = ${processId()}`)
}
