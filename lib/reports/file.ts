import 'server-only'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { receiveFromPerson } from './intake.ts'
import type { FileReportInput } from './schemas.ts'

/** A report by an operator on somebody in a room. Gives the ID under which the queue has it. */
export async function fileReport(
  operator: Operator,
  { intentKey, ...said }: FileReportInput,
): Promise<{ reportId: string }> {
  assertCan(operator, 'report.work', { room: said.room })
  const { id, name } = operator
  const received = await receiveFromPerson({
    ...said,
    source: 'operator',
    actor: { kind: 'operator', id, name },
    evidence: [],
    occurredAt: null,
    reporterUserId: null,
    reporterName: name,
    intakeKey: `operator ${id} ${intentKey}`,
  })
  return { reportId: received.id }
}
