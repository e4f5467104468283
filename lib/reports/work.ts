import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { toActiveOperator } from '#lib/auth/operators'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { operators, reportGroups } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { addEvent, changeGroup, claimFor, lockGroup, moveOn, UNCLAIMED } from './group.ts'
import { recordWork, tellClaimed } from './record.ts'
import { assertOpen, CLAIM_SECONDS, isRaisedAbove, mayTake, type Workable } from './rules.ts'
import type {
  EscalateInput,
  HandOverInput,
  NoteInput,
  ReportIdInput,
  SeenReportInput,
} from './work-schemas.ts'

export type Changed = { version: number }

/** Takes a report for ten minutes of the operator's activity; colleagues see it at once. */
export function claimReport(operator: Operator, input: SeenReportInput): Promise<Changed> {
  return changeGroup(operator, input, 'report.claim', async (tx, group) => {
    assertOpen(group)
    return { version: await claim(tx, operator, group) }
  })
}

/** Nothing to do where the operator holds it already. */
export async function claim(tx: Transaction, operator: Operator, group: Workable): Promise<number> {
  if (group.held && group.claimedById === operator.id) return group.version
  const version = await moveOn(tx, operator, group, { kind: 'claimed' }, claimFor(operator, group))
  await tellClaimed(tx, operator, group)
  await recordWork(tx, operator, group, 'report.claim')
  return version
}

/** The holder is still at it. A claim that ran out is theirs again unless somebody else has taken the report. */
export async function keepClaim(operator: Operator, { reportId }: ReportIdInput): Promise<{ until: number }> {
  assertCan(operator, 'report.work')
  const db = await database()
  const [kept] = await db
    .update(reportGroups)
    .set({ claimUntil: sql`now() + make_interval(secs => ${CLAIM_SECONDS})` })
    .where(
      and(
        eq(reportGroups.id, reportId),
        eq(reportGroups.claimedById, operator.id),
        eq(reportGroups.state, 'open'),
      ),
    )
    .returning({ until: reportGroups.claimUntil })
  const until = kept?.until ?? null
  if (until === null) throw new AppError('conflict', 'You do not hold this report any more.')
  return { until: until.getTime() }
}

export function releaseReport(operator: Operator, input: SeenReportInput): Promise<Changed> {
  return changeGroup(operator, input, 'report.release', async (tx, group) => {
    if (group.claimedById === null) return { version: group.version }
    const version = await moveOn(tx, operator, group, { kind: 'released' }, UNCLAIMED)
    await recordWork(tx, operator, group, 'report.release')
    return { version }
  })
}

/** Gives a report to a colleague, who holds it for ten minutes; if they do nothing it is open to everybody again. */
export function handOver(operator: Operator, input: HandOverInput): Promise<Changed> {
  return changeGroup(operator, input, 'report.hand_over', async (tx, group) => {
    assertOpen(group)
    const { operatorId, note } = input
    const colleague = await findColleague(tx, operatorId, group.room)
    // Whoever may work on an escalated report may also give it back to those below.
    const isBack = isRaisedAbove(colleague, group.escalatedTo)
    const step = { kind: 'handed_over', to: colleague.name, text: note } as const
    const version = await moveOn(tx, operator, group, step, {
      ...claimFor(colleague, group),
      ...(isBack ? { escalatedTo: null } : {}),
    })
    await tellClaimed(tx, colleague, group)
    const { id, name } = colleague
    const subjects = [{ kind: 'operator', id, name }, ...(note === '' ? [] : [{ note }])]
    await recordWork(tx, operator, group, 'report.hand_over', { subjects })
    return { version }
  })
}

const NOT_FOR_THEM = 'This colleague cannot work on reports from this room.'

async function findColleague(tx: Transaction, operatorId: string, room: string): Promise<Operator> {
  const [row] = await tx.select().from(operators).where(eq(operators.id, operatorId))
  const colleague = row === undefined ? null : toActiveOperator(row)
  if (colleague === null || !mayTake(colleague, room))
    throw new AppError('invalid_input', NOT_FOR_THEM, { fieldErrors: { operatorId: NOT_FOR_THEM } })
  return colleague
}

/** Lets go of a report and raises it to moderators or admins; whoever stands below reads on and writes notes. */
export function escalateReport(operator: Operator, input: EscalateInput): Promise<Changed> {
  return changeGroup(operator, input, 'report.escalate', async (tx, group) => {
    assertOpen(group)
    const { to, reason } = input
    if (!isRaisedAbove(operator, to))
      throw new AppError('invalid_input', 'Escalate to a role above your own, or hand it over.')
    const step = { kind: 'escalated', to, text: reason } as const
    const version = await moveOn(tx, operator, group, step, { ...UNCLAIMED, escalatedTo: to })
    await recordWork(tx, operator, group, 'report.escalate', { details: { to }, subjects: [{ reason }] })
    return { version }
  })
}

/** For the team. Touches nobody's claim, and does not make old what a colleague looks at. */
export function addNote(operator: Operator, { reportId, text }: NoteInput): Promise<Changed> {
  return inTransaction(async (tx) => {
    const group = await lockGroup(tx, operator, reportId)
    assertCan(operator, 'report.work', { room: group.room })
    await addEvent(tx, operator, group, { kind: 'note', text })
    await recordWork(tx, operator, group, 'report.note', { subjects: [{ note: text }] })
    return { version: group.version }
  })
}
