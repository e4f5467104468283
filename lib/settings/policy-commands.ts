import 'server-only'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { policies } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { refreshPolicies } from '#lib/policies/book'
import { type Policy, type PolicyVersion, USUAL_POLICY } from '#lib/policies/policies'
import { readVersions } from '#lib/policies/queries'
import type { ChangePolicyInput, CreatePolicyInput, OfferPolicyInput } from './policy-schemas.ts'

/** `isNew` false: what was asked for is in force already. */
export type StoredPolicy = { code: string; version: number; isNew: boolean }

/** A rule of the operator's own, offered from now on. */
export async function createPolicy(operator: Operator, input: CreatePolicyInput): Promise<StoredPolicy> {
  assertCan(operator, 'policy.manage')
  const policy = { ...input, version: 1, offered: true }
  await inTransaction(async (tx) => {
    if (!(await insertVersion(tx, operator, policy))) throw takenCode(policy)
    await record(tx, operator, 'policy.create', policy)
  })
  await takeUp()
  return { code: policy.code, version: 1, isNew: true }
}

/** Writes the next version. What was decided under older ones keeps them. */
export async function changePolicy(
  operator: Operator,
  { seen, ...wording }: ChangePolicyInput,
): Promise<StoredPolicy> {
  assertCan(operator, 'policy.manage')
  return writeNext(operator, { code: wording.code, seen }, (now) => ({ ...now, ...wording }))
}

/** Withdrawn, a policy stays readable and cannot be chosen any more. */
export async function offerPolicy(
  operator: Operator,
  { seen, code, offered }: OfferPolicyInput,
): Promise<StoredPolicy> {
  assertCan(operator, 'policy.manage')
  if (code === USUAL_POLICY && !offered)
    throw new AppError('invalid_input', 'This policy is for whatever no other covers: it is always offered.')
  return writeNext(operator, { code, seen }, (now) => ({ ...now, offered }))
}

type Seen = { code: string; seen: number }

/** The slower of two writes nothing and is told who was faster. */
async function writeNext(
  operator: Operator,
  { code, seen }: Seen,
  change: (now: PolicyVersion) => Policy,
): Promise<StoredPolicy> {
  try {
    return await inTransaction(async (tx) => {
      const now = await readNewest(tx, code)
      if (now.version !== seen) throw faster(now)
      const next = { ...change(now), version: seen + 1 }
      const changed = CHANGEABLE.filter((part) => next[part] !== now[part])
      if (changed.length === 0) return { code, version: seen, isNew: false }
      if (!(await insertVersion(tx, operator, next))) throw faster(await readNewest(tx, code))
      await record(tx, operator, 'policy.change', next, changed)
      return { code, version: next.version, isNew: true }
    })
  } finally {
    await takeUp()
  }
}

/** If the book cannot be read now, it will be within seconds: what is stored is stored. */
function takeUp(): Promise<void> {
  return refreshPolicies().catch(() => {})
}

const CHANGEABLE = ['title', 'text', 'urgency', 'banSeconds', 'offered'] as const

async function readNewest(tx: Transaction, code: string): Promise<PolicyVersion> {
  const [newest] = await readVersions(tx, code)
  if (newest === undefined) throw new AppError('not_found', 'There is no such policy.')
  return newest
}

/** False, and nothing stored, if that version is there already, also from somebody who is storing it right now. */
async function insertVersion(tx: Transaction, { name }: Operator, policy: Policy): Promise<boolean> {
  const { code, version, title, text, urgency, banSeconds, offered } = policy
  const rows = await tx
    .insert(policies)
    .values({ code, version, title, text, urgency, banSeconds, offered, createdByName: name })
    .onConflictDoNothing()
    .returning({ version: policies.version })
  return rows.length === 1
}

function faster({ by, since, version }: PolicyVersion): AppError {
  const at = new Date(since).toISOString().slice(0, 16).replace('T', ' ')
  return new AppError(
    'conflict',
    `${by} changed this policy at ${at} UTC: version ${version} is in force. Yours is not stored.`,
  )
}

function takenCode({ code }: Policy): AppError {
  const fault = `There is a policy with the code ${code} already.`
  return new AppError('conflict', fault, { fieldErrors: { code: fault } })
}

/** Titles and texts stand in the versions themselves. */
function record(
  tx: Transaction,
  operator: Operator,
  verb: 'policy.create' | 'policy.change',
  { code, version, urgency, banSeconds, offered }: Policy,
  changed?: readonly string[],
) {
  return appendAudit(tx, {
    actor: toActor(operator),
    verb,
    result: 'done',
    details: {
      code,
      version,
      urgency,
      banSeconds,
      offered,
      ...(changed === undefined ? {} : { changed: [...changed] }),
    },
  })
}
