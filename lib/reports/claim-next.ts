import 'server-only'
import { sql } from 'drizzle-orm'
import { inTransaction, type Transaction } from '#lib/db/database'
import { inTexts } from '#lib/db/sql'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { lockGroup } from './group.ts'
import { filterSql, tabSql } from './queue.ts'
import { isRaisedAbove } from './rules.ts'
import { ESCALATION_ROLES } from './view.ts'
import { claim } from './work.ts'
import type { ClaimNextInput } from './work-schemas.ts'

/**
 * Claims the most urgent report that nobody holds, within a filter; null when there is none. However many ask at once,
 * each gets another.
 */
export async function claimNext(
  operator: Operator,
  input: ClaimNextInput,
): Promise<{ reportId: string | null }> {
  assertCan(operator, 'report.work', input.room === undefined ? {} : { room: input.room })
  return inTransaction(async (tx) => {
    const reportId = await findFree(tx, operator, input)
    if (reportId !== null) await claim(tx, operator, await lockGroup(tx, operator, reportId))
    return { reportId }
  })
}

async function findFree(tx: Transaction, operator: Operator, input: ClaimNextInput): Promise<string | null> {
  const escalations = ESCALATION_ROLES.filter((to) => !isRaisedAbove(operator, to))
  const { rows } = await tx.execute<{ id: string }>(sql`
    select g.id from report_groups g
    where ${tabSql(operator, 'open')} and ${filterSql(operator, input)}
      and (g.claimed_by_id is null or g.claim_until <= now())
      and (g.escalated_to is null or g.escalated_to ${inTexts(escalations)})
      and g.id is distinct from ${input.after ?? null}::uuid
    order by g.rank desc, g.id desc limit 1 for update skip locked`)
  return rows[0]?.id ?? null
}
