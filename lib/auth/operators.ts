import 'server-only'
import { eq } from 'drizzle-orm'
import type { Queryable } from '#lib/db/database'
import { operators } from '#lib/db/schema'
import type { Operator } from '#lib/permissions/permissions'

const columns = {
  id: operators.id,
  name: operators.name,
  email: operators.email,
  role: operators.role,
  patterns: operators.patterns,
}

/** Reads the operator afresh, so that a change of role, patterns or state holds from the next request. */
export async function findActiveOperator(db: Queryable, operatorId: string): Promise<Operator | null> {
  const [row] = await db
    .select({ ...columns, state: operators.state })
    .from(operators)
    .where(eq(operators.id, operatorId))
  if (row === undefined || row.state !== 'active') return null
  const { state: _, ...operator } = row
  return operator
}
