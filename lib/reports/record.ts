import 'server-only'
import { type AuditEntry, appendAudit, toActor } from '#lib/audit/record'
import type { Transaction } from '#lib/db/database'
import { tellOutbox } from '#lib/outbox/events'
import type { Operator } from '#lib/permissions/permissions'
import type { Workable } from './rules.ts'
import type { ReportedPerson } from './view.ts'

type More = Pick<AuditEntry, 'details' | 'subjects'>

/** What was done with a group of reports, for the record. Texts stand there beside whom they are about. */
export function recordWork(
  tx: Transaction,
  operator: Operator,
  group: Workable,
  verb: string,
  { details = {}, subjects = [] }: More = {},
): Promise<void> {
  const { id, room } = group
  return appendAudit(tx, {
    actor: toActor(operator),
    verb,
    result: 'done',
    room,
    details: { reportId: id, ...details },
    subjects: subjects.length === 0 ? [] : [...toSubjects([group]), ...subjects],
  })
}

/** Everybody named, once each; a room is nobody. */
export function toSubjects(people: readonly ReportedPerson[]) {
  const named = new Map(people.map((person) => [person.userId ?? person.participantId, person]))
  named.delete(null)
  return [...named].map(([id, { userId, name }]) => ({
    kind: userId === null ? 'participant' : 'user',
    id,
    userId,
    name,
  }))
}

export function tellClaimed(tx: Transaction, by: Pick<Operator, 'name'>, { id, room }: Workable) {
  const data = { group_id: id, room, by: by.name, at: new Date().toISOString() }
  return tellOutbox(tx, [{ type: 'report.claimed', room, data }])
}
