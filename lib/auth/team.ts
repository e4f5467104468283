import 'server-only'
import { hashPassword } from 'better-auth/crypto'
import { and, asc, count, eq, ne, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { accounts, operators, sessions } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import type { Role } from '#lib/permissions/permissions'
import type { NewOperatorInput } from './schemas.ts'

const SHELL: AuditActor = { kind: 'system', name: 'Shell on the server' }

export type OperatorListing = {
  email: string
  name: string
  role: Role
  patterns: string[] | null
  state: string
}

export async function listOperators(): Promise<OperatorListing[]> {
  const db = await database()
  return db
    .select({
      email: operators.email,
      name: operators.name,
      role: operators.role,
      patterns: operators.patterns,
      state: operators.state,
    })
    .from(operators)
    .orderBy(asc(operators.email))
}

export async function addOperator(input: NewOperatorInput, actor: AuditActor = SHELL): Promise<void> {
  const password = await hashPassword(input.password)
  await inTransaction(async (tx) => {
    await tx.execute(sql`lock table operators in share row exclusive mode`)
    if ((await findByEmail(tx, input.email)) !== undefined) {
      throw new AppError('conflict', `There is an operator ${input.email} already.`)
    }
    await insertOperator(tx, input, password)
    await recordChange(tx, actor, 'operator.add', input.email, { role: input.role })
  })
}

/** Makes the first admin when there is no operator at all; two instances at once make one. */
export async function addFirstAdmin(email: string, password: string): Promise<boolean> {
  const hash = await hashPassword(password)
  return inTransaction(async (tx) => {
    await tx.execute(sql`lock table operators in share row exclusive mode`)
    const [row] = await tx.select({ operators: count() }).from(operators)
    if ((row?.operators ?? 0) > 0) return false
    await insertOperator(tx, { email: email.toLowerCase(), role: 'admin', password, patterns: [] }, hash)
    await recordChange(tx, { kind: 'system', name: 'Environment' }, 'operator.add', email, { role: 'admin' })
    return true
  })
}

export async function changeRole(email: string, role: Role): Promise<void> {
  await changeOperator(email, 'operator.role', { role }, async (tx, id, was) => {
    if (was === 'admin' && role !== 'admin') await assertOtherAdmin(tx, id)
    await tx.update(operators).set({ role, updatedAt: new Date() }).where(eq(operators.id, id))
  })
}

export async function disableOperator(email: string): Promise<void> {
  await changeOperator(email, 'operator.disable', {}, async (tx, id, was) => {
    if (was === 'admin') await assertOtherAdmin(tx, id)
    await tx.update(operators).set({ state: 'disabled', updatedAt: new Date() }).where(eq(operators.id, id))
    await tx.delete(sessions).where(eq(sessions.userId, id))
  })
}

/** New password; a disabled operator is active again; all sessions end. The way back in when nobody can sign in. */
export async function resetOperator(email: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await changeOperator(email, 'operator.reset', {}, async (tx, id) => {
    await tx.update(operators).set({ state: 'active', updatedAt: new Date() }).where(eq(operators.id, id))
    await tx
      .update(accounts)
      .set({ password: hash, updatedAt: new Date() })
      .where(and(eq(accounts.userId, id), eq(accounts.providerId, 'credential')))
    await tx.delete(sessions).where(eq(sessions.userId, id))
  })
}

type Change = (tx: Transaction, operatorId: string, role: Role) => Promise<void>

async function changeOperator(
  email: string,
  verb: string,
  details: { role?: Role },
  change: Change,
): Promise<void> {
  await inTransaction(async (tx) => {
    // One change at a time, so that two admins cannot remove each other at the same moment.
    await tx.execute(sql`lock table operators in share row exclusive mode`)
    const found = await findByEmail(tx, email.toLowerCase())
    if (found === undefined) throw new AppError('not_found', `There is no operator ${email}.`)
    await change(tx, found.id, found.role)
    await recordChange(tx, SHELL, verb, email, details)
  })
}

async function assertOtherAdmin(tx: Transaction, operatorId: string): Promise<void> {
  const [row] = await tx
    .select({ admins: count() })
    .from(operators)
    .where(and(eq(operators.role, 'admin'), eq(operators.state, 'active'), ne(operators.id, operatorId)))
  if ((row?.admins ?? 0) === 0)
    throw new AppError('conflict', 'This is the last admin. Make another admin first.')
}

async function findByEmail(tx: Transaction, email: string) {
  const [row] = await tx
    .select({ id: operators.id, role: operators.role })
    .from(operators)
    .where(sql`lower(${operators.email}) = ${email}`)
  return row
}

async function insertOperator(tx: Transaction, input: NewOperatorInput, password: string): Promise<void> {
  const id = crypto.randomUUID()
  await tx.insert(operators).values({
    id,
    email: input.email,
    name: input.name ?? input.email.split('@')[0] ?? input.email,
    emailVerified: true,
    role: input.role,
    patterns: input.patterns.length === 0 ? null : input.patterns,
  })
  await tx
    .insert(accounts)
    .values({ id: crypto.randomUUID(), accountId: id, providerId: 'credential', userId: id, password })
}

function recordChange(
  tx: Transaction,
  actor: AuditActor,
  verb: string,
  email: string,
  details: { role?: Role },
) {
  return appendAudit(tx, { actor, verb, result: 'done', details, subjects: [{ email }] })
}
