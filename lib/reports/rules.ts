import { AppError } from '#lib/errors'
import { assertCan, coversRoom, type Operator, ROLES } from '#lib/permissions/permissions'
import type { EscalationRole, ReportedPerson } from './view.ts'

export const CLAIM_SECONDS = 600

/** A group of reports as the commands judge it, read under its lock. `held` by the database's clock. */
export type Workable = ReportedPerson & {
  id: string
  room: string
  state: 'open' | 'resolved'
  version: number
  escalatedTo: EscalationRole | null
  claimedById: string | null
  claimedByName: string | null
  held: boolean
}

/** An escalated report is for those it was escalated to, and for whoever stands above them. */
export function isRaisedAbove({ role }: Pick<Operator, 'role'>, escalatedTo: EscalationRole | null): boolean {
  return escalatedTo !== null && ROLES.indexOf(role) < ROLES.indexOf(escalatedTo)
}

export function assertMayWork(operator: Operator, group: Workable): void {
  assertCan(operator, 'report.work', { room: group.room })
  if (isRaisedAbove(operator, group.escalatedTo))
    throw new AppError('forbidden', `This report was escalated to ${group.escalatedTo}s.`)
}

export function assertOpen({ state }: Pick<Workable, 'state'>): void {
  if (state !== 'open')
    throw new AppError('conflict', 'This report is resolved. Open it again to go on with it.')
}

/** Who holds it, if that is not `operator`. */
export function otherHolder({ id }: Pick<Operator, 'id'>, group: Workable): string | null {
  return group.held && group.claimedById !== id ? group.claimedByName : null
}

/** Whether a report of this room may be given to a colleague. */
export function mayTake(colleague: Operator, room: string): boolean {
  return colleague.role !== 'viewer' && coversRoom(colleague, room)
}
