import 'server-only'
import { desc, eq } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { policies } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { currentPolicies } from './book.ts'
import { inOrder, type PolicyChoice, type PolicyCode, type PolicyVersion } from './policies.ts'

const VERSION = {
  code: policies.code,
  version: policies.version,
  title: policies.title,
  text: policies.text,
  urgency: policies.urgency,
  banSeconds: policies.banSeconds,
  offered: policies.offered,
  by: policies.createdByName,
  createdAt: policies.createdAt,
}

/** Of this process's book: asked by every open page. */
export async function listPolicyChoices(operator: Operator): Promise<PolicyChoice[]> {
  assertCan(operator, 'policy.see')
  return currentPolicies().map(({ code, title, version, banSeconds, offered }) => ({
    code,
    title,
    version,
    banSeconds,
    offered,
  }))
}

/** The newest version of each policy. */
export async function listPolicies(operator: Operator): Promise<PolicyVersion[]> {
  assertCan(operator, 'policy.see')
  const db = await database()
  const rows = await db
    .selectDistinctOn([policies.code], VERSION)
    .from(policies)
    .orderBy(policies.code, desc(policies.version))
  return inOrder(rows.map(toVersion))
}

/** All versions of a policy, newest first; at least one. */
export async function listPolicyVersions(
  operator: Operator,
  { code }: { code: PolicyCode },
): Promise<PolicyVersion[]> {
  assertCan(operator, 'policy.see')
  const versions = await readVersions(await database(), code)
  if (versions.length === 0) throw new AppError('not_found', 'There is no such policy.')
  return versions
}

/** The newest first. */
export async function readVersions(db: Queryable, code: PolicyCode): Promise<PolicyVersion[]> {
  const rows = await db
    .select(VERSION)
    .from(policies)
    .where(eq(policies.code, code))
    .orderBy(desc(policies.version))
  return rows.map(toVersion)
}

function toVersion<Row extends { createdAt: Date }>({ createdAt, ...same }: Row) {
  return { ...same, since: createdAt.getTime() }
}
