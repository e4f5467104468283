import { hashPassword } from 'better-auth/crypto'
import { database } from '#lib/db/database'
import { accounts, operators, protectedUserIds } from '#lib/db/schema'
import type { Operator, Role } from '#lib/permissions/permissions'

export const PASSWORD = 'a-long-enough-password'

type Chosen = Partial<Pick<Operator, 'id' | 'name' | 'email' | 'patterns'>>

/** An operator as `lib/auth` would make one; the database knows nothing of them. */
export function anOperator(role: Role, chosen: Chosen = {}): Operator {
  return {
    id: `op-${role}`,
    name: `Ada ${role}`,
    email: `${role}@example.org`,
    role,
    patterns: null,
    ...chosen,
  }
}

/** The same, stored; with a password they can sign in. */
export async function storeOperator(operator: Operator, password?: string): Promise<Operator> {
  const db = await database()
  await db.insert(operators).values(operator)
  if (password === undefined) return operator
  await db.insert(accounts).values({
    id: `account-${operator.id}`,
    accountId: operator.id,
    providerId: 'credential',
    userId: operator.id,
    password: await hashPassword(password),
  })
  return operator
}

export async function protect(...userIds: string[]): Promise<void> {
  const db = await database()
  await db.insert(protectedUserIds).values(userIds.map((userId) => ({ userId, addedBy: 'op-admin' })))
}
