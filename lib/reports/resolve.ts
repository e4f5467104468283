import 'server-only'
import { and, asc, count, eq } from 'drizzle-orm'
import { chunksOf } from '#lib/chunks'
import type { Transaction } from '#lib/db/database'
import { decisions, reportGroups, reports } from '#lib/db/schema'
import { violates } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { tellOutbox } from '#lib/outbox/events'
import type { Operator } from '#lib/permissions/permissions'
import { changeGroup, claimFor, moveOn, UNCLAIMED } from './group.ts'
import { recordWork, toSubjects } from './record.ts'
import { assertOpen, type Workable } from './rules.ts'
import type { Changed } from './work.ts'
import type { ReopenInput, ResolveInput } from './work-schemas.ts'

const IDS_PER_EVENT = 100
const SAY_WHAT = 'No decision was made on this report. Say what was done.'

/** Ends the work on all reports of the group; what comes in later about the same person opens a new one. */
export function resolveReport(operator: Operator, input: ResolveInput): Promise<Changed> {
  return changeGroup(operator, input, 'report.resolve', async (tx, group) => {
    assertOpen(group)
    const { resolution, badFaith, reason, answer } = input
    const linked = await countDecisions(tx, group.id)
    if (linked === 0 && reason.trim() === '')
      throw new AppError('invalid_input', SAY_WHAT, { fieldErrors: { reason: SAY_WHAT } })
    const step = { kind: 'resolved', to: badFaith ? 'bad_faith' : resolution, text: reason } as const
    const version = await moveOn(tx, operator, group, step, {
      ...UNCLAIMED,
      state: 'resolved',
      resolution,
      badFaith,
      resolvedAt: new Date(),
      resolvedById: operator.id,
      resolvedByName: operator.name,
      resolvedReason: reason,
      answer,
    })
    const others = await tellResolved(tx, operator, group, input)
    const texts = [reason, answer].filter((text) => text !== '').join('\n')
    await recordWork(tx, operator, group, 'report.resolve', {
      details: { resolution, badFaith, decisions: linked },
      subjects: [...others, ...(texts === '' ? [] : [{ reason: texts }])],
    })
    return { version }
  })
}

async function countDecisions(tx: Transaction, groupId: string): Promise<number> {
  const [row] = await tx.select({ made: count() }).from(decisions).where(eq(decisions.reportId, groupId))
  return row?.made ?? 0
}

/** Tells the ID of every report, and gives back whom they are about beside the group's own person, for the record. */
async function tellResolved(
  tx: Transaction,
  operator: Operator,
  { id, room, userId, participantId }: Workable,
  { resolution, badFaith, answer }: ResolveInput,
) {
  const rows = await tx
    .select({
      id: reports.id,
      userId: reports.userId,
      participantId: reports.participantId,
      name: reports.name,
    })
    .from(reports)
    .where(eq(reports.groupId, id))
    .orderBy(asc(reports.receivedAt), asc(reports.id))
  const common = {
    group_id: id,
    room,
    user_id: rows[0]?.userId ?? null,
    resolution,
    bad_faith: badFaith,
    answer,
    by: operator.name,
    at: new Date().toISOString(),
  }
  const events = chunksOf(rows, IDS_PER_EVENT).map((some) => ({
    type: 'report.resolved' as const,
    room,
    data: { ...common, report_ids: some.map((row) => row.id) },
  }))
  await tellOutbox(tx, events)
  return toSubjects(rows).filter((row) => row.id !== (userId ?? participantId))
}

const NOT_RESOLVED = {
  state: 'open',
  resolution: null,
  badFaith: false,
  resolvedAt: null,
  resolvedById: null,
  resolvedByName: null,
  resolvedReason: '',
  answer: '',
} as const

const NEWER = 'A newer report about the same person is open. Work on that one.'

/** Goes on with a resolved report; whoever opens it again holds it. */
export async function reopenReport(operator: Operator, input: ReopenInput): Promise<Changed> {
  try {
    return await changeGroup(operator, input, 'report.reopen', async (tx, group) => {
      if (group.state === 'open') throw new AppError('conflict', 'This report is open already.')
      await assertNoNewer(tx, group.id)
      const { reason } = input
      const step = { kind: 'reopened', text: reason } as const
      const version = await moveOn(tx, operator, group, step, {
        ...claimFor(operator, group),
        ...NOT_RESOLVED,
      })
      await recordWork(tx, operator, group, 'report.reopen', { subjects: [{ reason }] })
      return { version }
    })
  } catch (error) {
    // It came in while this one was being opened.
    if (violates(error, 'one_open_group')) throw new AppError('conflict', NEWER)
    throw error
  }
}

async function assertNoNewer(tx: Transaction, groupId: string): Promise<void> {
  const [group] = await tx
    .select({ key: reportGroups.key })
    .from(reportGroups)
    .where(eq(reportGroups.id, groupId))
  const [newer] = await tx
    .select({ id: reportGroups.id })
    .from(reportGroups)
    .where(and(eq(reportGroups.key, group?.key ?? ''), eq(reportGroups.state, 'open')))
  if (newer !== undefined) throw new AppError('conflict', NEWER)
}
