import 'server-only'
import { type AuditEntry, appendAudit, toActor } from '#lib/audit/record'
import type { Transaction } from '#lib/db/database'
import { tellOutbox } from '#lib/outbox/events'
import type { Operator } from '#lib/permissions/permissions'
import type { Workable } from './rules.ts'

type More = Pick<AuditEntry, 'details' | 'subjects'>

/** What was done with a group of reports, for the record. */
export function recordWork(
  tx: Transaction,
  operator: Operator,
  { id, room }: Workable,
  verb: string,
  { details = {}, subjects = [] }: More = {},
): Promise<void> {
  return appendAudit(tx, {
    actor: toActor(operator),
    verb,
    result: 'done',
    room,
    details: { reportId: id, ...details },
    subjects,
  })
}

export function tellClaimed(tx: Transaction, by: Pick<Operator, 'name'>, { id, room }: Workable) {
  const data = { group_id: id, room, by: by.name, at: new Date().toISOString() }
  return tellOutbox(tx, [{ type: 'report.claimed', room, data }])
}
