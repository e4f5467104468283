import 'server-only'
import { sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { type Cursor, type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type { ListProtectedInput } from './schemas.ts'

const PAGE_SIZE = 100

export type ProtectedUserId = { userId: string; note: string; by: string; at: number }

/** Protected user IDs, newest first. */
export async function listProtected(
  operator: Operator,
  { cursor }: ListProtectedInput,
): Promise<Page<ProtectedUserId> & { total: number }> {
  assertCan(operator, 'protection.manage')
  const db = await database()
  const page = await readPage(
    cursor,
    PAGE_SIZE,
    (from, limit) => readRows(db, from, limit),
    ({ at, userId }) => ({ at, id: userId }),
  )
  const { rows } = await db.execute<{ total: number | string }>(
    sql`select count(*) as total from protected_user_ids`,
  )
  return { ...page, total: Number(rows[0]?.total ?? 0) }
}

type Row = Omit<ProtectedUserId, 'at'> & { at: RawTime }

async function readRows(db: Queryable, cursor: Cursor | null, limit: number): Promise<ProtectedUserId[]> {
  const goingUp = cursor?.direction === 'newer'
  const beyond =
    cursor === null
      ? sql`true`
      : sql`(added_at, user_id) ${goingUp ? sql`>` : sql`<`} (${new Date(cursor.at).toISOString()}::timestamptz, ${cursor.id})`
  const order = goingUp ? sql`added_at, user_id` : sql`added_at desc, user_id desc`
  const { rows } = await db.execute<Row>(sql`
    select user_id as "userId", note, added_by as by, added_at as at from protected_user_ids
    where ${beyond} order by ${order} limit ${limit}`)
  return rows.map((row) => ({ ...row, at: toMs(row.at) ?? 0 }))
}
