import 'server-only'
import { appendAudit } from '#lib/audit/record'
import type { Transaction } from '#lib/db/database'
import { banProposals } from '#lib/db/schema'
import type { Operator } from '#lib/permissions/permissions'
import type { ImportBansInput } from './import-input.ts'
import type { BanPeopleInput } from './request.ts'
import type { WantedBan } from './view.ts'

/** Bans as they were asked for: JSON, read back through the same schemas. */
export type Proposed = { from: 'page'; input: BanPeopleInput } | { from: 'import'; input: ImportBansInput }

/** Stores what was asked for, for a second admin to approve. Nobody is banned yet. */
export async function propose(
  tx: Transaction,
  operator: Operator,
  proposed: Proposed,
  wanted: readonly WantedBan[],
): Promise<void> {
  const [first] = wanted
  await tx.insert(banProposals).values({
    id: crypto.randomUUID(),
    input: proposed,
    people: wanted.length,
    askedById: operator.id,
    askedByName: operator.name,
  })
  const scope = first?.terms.scope
  await appendAudit(tx, {
    actor: { kind: 'operator', id: operator.id, name: operator.name },
    verb: 'ban.propose',
    result: 'asked',
    ...(scope?.kind === 'room' ? { room: scope.value } : {}),
    details: { bans: wanted.length, scope: scope?.kind },
    subjects: wanted.map(({ userId, name }) => ({ kind: 'user', id: userId, userId, name })),
  })
}
