import 'server-only'
import { ejectTargets } from '#lib/decisions/commands'
import { assertNotRepeated } from '#lib/decisions/intent'
import type { DecisionView } from '#lib/decisions/status'
import { AppError } from '#lib/errors'
import type { Operator } from '#lib/permissions/permissions'
import { assertAsSeen, claimFor, lockGroup, moveOn, recordingConflict } from './group.ts'
import { tellClaimed } from './record.ts'
import { assertMayWork, assertOpen } from './rules.ts'
import type { ReportEjectInput } from './work-schemas.ts'

/**
 * Ejects, and bans where asked, with a report as the source. In the same transaction the report becomes the operator's;
 * whoever else looks at it then gets a conflict that names this decision, and makes no second one.
 */
export function ejectForReport(
  operator: Operator,
  { reportId, seen, ...eject }: ReportEjectInput,
): Promise<DecisionView> {
  return recordingConflict(operator, reportId, 'participant.eject', () =>
    ejectTargets(operator, { ...eject, reportId }, async (tx, store) => {
      const group = await lockGroup(tx, operator, reportId)
      await assertNotRepeated(tx, operator.id, eject.intentKey)
      assertMayWork(operator, group)
      assertOpen(group)
      await assertAsSeen(tx, operator, group, seen)
      if (group.room !== eject.room) throw new AppError('invalid_input', 'This report is about another room.')
      const isTheirs = group.held && group.claimedById === operator.id
      if (!isTheirs) await tellClaimed(tx, operator, group)
      const intent = await store()
      const to = eject.ban ? 'eject_and_ban' : 'eject'
      const step = { kind: 'decided', to, decisionId: intent.decisionId } as const
      await moveOn(tx, operator, group, step, claimFor(operator, group))
      return intent
    }),
  )
}
