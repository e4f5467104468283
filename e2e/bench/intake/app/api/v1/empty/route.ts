import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { apiPostRoute } from '#lib/auth/api-route'
import { database } from '#lib/db/database'

const input = z.looseObject({ text: z.string() })

/** The least that a route behind the same door could store: one row. The yardstick of the bench. */
export const POST = apiPostRoute('reports:write', input, async (_caller, { text }) => {
  const id = crypto.randomUUID()
  const db = await database()
  await db.execute(sql`insert into bench_empty (id, text) values (${id}::uuid, ${text})`)
  return { status: 201, body: { id } }
})
