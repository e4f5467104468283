import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows, type RawTime } from '#lib/db/sql'
import type { NewGroup, NewReport, Plan } from './intake-plan.ts'

export type Stored = { id: string; groupId: string; receivedAt: RawTime }

/**
 * Stores scenes, groups and reports. A group that somebody resolves at the same moment is left to them, and the reports
 * open a new one.
 */
export async function storePlanned(
  tx: Transaction,
  { reports, groups, scenes }: Plan,
): Promise<Map<string, Stored>> {
  const { rows } = await tx.execute<Stored>(sql`
    select * from report_store(${jsonRows([...scenes.values()])}, ${jsonRows([...groups.values()].map(toGroupRow))},
      ${jsonRows(reports.map(toReportRow))})`)
  if (rows.length !== reports.length) throw new Error('Not every report found its group.')
  return new Map(rows.map((row) => [row.id, row]))
}

function toGroupRow({ reporters, added, ...group }: NewGroup) {
  return { ...group, reporters: reporters.size, added: added.size }
}

function toReportRow({ actor, ...report }: NewReport) {
  return { ...report, sourceName: actor.name }
}
