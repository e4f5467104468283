import 'server-only'
import { sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import type { Transaction } from '#lib/db/database'
import { banProposals } from '#lib/db/schema'
import type { Operator } from '#lib/permissions/permissions'
import type { ImportBansInput } from './import-input.ts'
import type { BanPeopleInput } from './request.ts'
import type { WantedBan } from './view.ts'

/** Bans as they were asked for: JSON, read back through the same schemas. */
export type Proposed = { from: 'page'; input: BanPeopleInput } | { from: 'import'; input: ImportBansInput }

/** Stores what was asked for, once, for a second admin to approve. Nobody is banned yet. */
export async function propose(
  tx: Transaction,
  operator: Operator,
  proposed: Proposed,
  wanted: readonly WantedBan[],
): Promise<void> {
  if (await isAskedAlready(tx, operator, proposed)) return
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
    actor: toActor(operator),
    verb: 'ban.propose',
    result: 'asked',
    ...(scope?.kind === 'room' ? { room: scope.value } : {}),
    details: { bans: wanted.length, scope: scope?.kind },
    subjects: wanted.map(({ userId, name }) => ({ kind: 'user', id: userId, userId, name })),
  })
}

/** Whoever got no answer asks again. */
async function isAskedAlready(tx: Transaction, { id }: Operator, proposed: Proposed): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from ban_proposals where state = 'open' and asked_by_id = ${id}
      and input = ${JSON.stringify(proposed)}::jsonb limit 1`)
  return rows.length > 0
}
