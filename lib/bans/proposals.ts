import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { appendAudit, toActor } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { banProposals } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { type Banned, countBans, toBanner, toWanted } from './ban-people.ts'
import { type Banner, createBans } from './create.ts'
import { sortRows, storeImport } from './import.ts'
import { importBansInput } from './import-input.ts'
import { tellBans } from './listeners.ts'
import { toScope } from './period.ts'
import { askedTermsInput, banPeopleInput } from './request.ts'
import type { ProposalInput } from './schemas.ts'
import { scopeWords } from './view.ts'

const proposedInput = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('page'), input: banPeopleInput.extend({ terms: askedTermsInput }) }),
  z.strictObject({ from: z.literal('import'), input: importBansInput.extend({ defaults: askedTermsInput }) }),
])

type Decided = 'approved' | 'declined' | 'withdrawn'

/** Bans what a colleague asked for, as it stands now: a duration begins with the approval. */
export async function approveBans(operator: Operator, { proposalId }: ProposalInput): Promise<Banned> {
  assertCan(operator, 'ban.wide')
  const banned = await inTransaction(async (tx) => {
    const { askedById, askedByName, input } = await close(tx, operator, proposalId, 'approved')
    if (askedById === operator.id)
      throw new AppError('forbidden', 'A second admin must approve this: you asked for it yourself.')
    const by = { ...toBanner(operator), id: askedById, name: askedByName }
    const counted = await store(tx, operator, by, input)
    await record(tx, operator, 'ban.approve', counted.stored)
    return counted
  })
  tellBans()
  return banned
}

/** Another admin’s no. */
export async function declineBans(
  operator: Operator,
  { proposalId }: ProposalInput,
): Promise<{ people: number }> {
  assertCan(operator, 'ban.wide')
  return inTransaction(async (tx) => {
    const { people } = await close(tx, operator, proposalId, 'declined')
    await record(tx, operator, 'ban.decline', people)
    return { people }
  })
}

/** By whoever asked. */
export async function withdrawBans(
  operator: Operator,
  { proposalId }: ProposalInput,
): Promise<{ people: number }> {
  assertCan(operator, 'ban.room')
  return inTransaction(async (tx) => {
    const { people, askedById } = await close(tx, operator, proposalId, 'withdrawn')
    if (askedById !== operator.id) throw new AppError('not_found', 'You have not asked for such bans.')
    await record(tx, operator, 'ban.withdraw', people)
    return { people }
  })
}

/** The slower of two changes nothing and is told who was faster. */
async function close(tx: Transaction, { id, name }: Operator, proposalId: string, state: Decided) {
  const [closed] = await tx
    .update(banProposals)
    .set({ state, decidedAt: sql`now()`, decidedById: id, decidedByName: name })
    .where(and(eq(banProposals.id, proposalId), eq(banProposals.state, 'open')))
    .returning({
      people: banProposals.people,
      input: banProposals.input,
      askedById: banProposals.askedById,
      askedByName: banProposals.askedByName,
    })
  if (closed !== undefined) return closed
  const [found] = await tx
    .select({ state: banProposals.state, by: banProposals.decidedByName })
    .from(banProposals)
    .where(eq(banProposals.id, proposalId))
  if (found === undefined) throw new AppError('not_found', 'Nobody has asked for such bans.')
  throw new AppError('conflict', `${found.by} has ${found.state} these bans already. Nothing was changed.`)
}

/** The bans are the asker’s; in the record they are the deed of whoever approved them. */
async function store(tx: Transaction, operator: Operator, by: Banner, stored: unknown): Promise<Banned> {
  const { from, input } = proposedInput.parse(stored)
  if (from === 'import') {
    const { wanted } = await sortRows(tx, operator, input)
    return storeImport(tx, by, wanted)
  }
  const wanted = await toWanted(tx, operator, input)
  return countBans(await createBans(tx, by, { wanted, source: 'operator', evenIfBanned: true }))
}

function record(tx: Transaction, operator: Operator, verb: string, bans: number) {
  return appendAudit(tx, {
    actor: toActor(operator),
    verb,
    result: 'done',
    details: { bans },
  })
}

export type ProposalView = {
  proposalId: string
  askedAt: number
  by: string
  mine: boolean
  people: number
  userIds: string[]
  /** Null where a file names several. */
  scope: string | null
  /** A moment, or so many seconds from the approval, or null for good. */
  until: { seconds: number } | { endsAt: number } | null
  policy: string
  reason: string
}

/** What waits for a second admin: for admins all of it, for others what they asked for themselves. */
export async function listProposals(operator: Operator): Promise<ProposalView[]> {
  assertCan(operator, 'ban.see')
  const db = await database()
  const own = operator.role === 'admin' ? sql`true` : eq(banProposals.askedById, operator.id)
  const rows = await db
    .select({
      proposalId: banProposals.id,
      askedAt: banProposals.askedAt,
      by: banProposals.askedByName,
      askedById: banProposals.askedById,
      people: banProposals.people,
      input: banProposals.input,
    })
    .from(banProposals)
    .where(and(eq(banProposals.state, 'open'), own))
    .orderBy(asc(banProposals.askedAt))
  return rows.map(({ askedById, askedAt, input, ...row }) => ({
    ...row,
    askedAt: askedAt.getTime(),
    mine: askedById === operator.id,
    ...toWords(input),
  }))
}

function toWords(stored: unknown) {
  const { from, input } = proposedInput.parse(stored)
  const userIds = from === 'page' ? input.userIds : input.rows.map(({ userId }) => userId)
  const { scope, until, policy, reason } = from === 'page' ? input.terms : input.defaults
  const end = until !== null && 'endsAt' in until ? { endsAt: until.endsAt.getTime() } : until
  const varies = from === 'import' && input.rows.some(({ terms }) => terms.scope !== undefined)
  return { userIds, scope: varies ? null : scopeWords(toScope(scope)), until: end, policy, reason }
}
