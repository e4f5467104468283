import 'server-only'
import { z } from 'zod'
import { type Operator, ROLES } from '#lib/permissions/permissions'

const signedInUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  patterns: z.array(z.string()).nullish(),
  state: z.enum(['active', 'disabled']),
})

/**
 * The operator of a session that was read from the database a moment ago, so that a change of role, patterns or state
 * holds from the next request. Null for a disabled one.
 */
export function toActiveOperator(user: unknown): Operator | null {
  const { state, patterns, ...operator } = signedInUser.parse(user)
  return state === 'active' ? { ...operator, patterns: patterns ?? null } : null
}
