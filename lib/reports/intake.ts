import 'server-only'
import type { AuditEntry } from '#lib/audit/record'
import { appendAuditAll } from '#lib/audit/record-many'
import { isDatabaseDown } from '#lib/auth/outcome'
import { inTransaction, type Transaction } from '#lib/db/database'
import { toMs } from '#lib/db/sql'
import { askedTogether } from '#lib/db/together'
import { AppError } from '#lib/errors'
import { type OutboxEvent, tellOutbox } from '#lib/outbox/events'
import type { Incoming, Received } from './incoming.ts'
import { readKnown } from './intake-known.ts'
import { type NewReport, planIntake } from './intake-plan.ts'
import { type Stored, storePlanned } from './intake-store.ts'

/**
 * Takes a report in: once this returns it is stored, with what only we know. Reports that wait at the same moment share
 * one transaction.
 */
export async function receiveReport(incoming: Incoming): Promise<Received> {
  const answer = await receiveTogether(incoming)
  if (answer instanceof Error) throw answer
  return answer
}

/** From a person: who goes back, changes what they wrote and sends it again says something else. */
export async function receiveFromPerson(incoming: Incoming): Promise<Received> {
  return receiveReport(incoming).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    return receiveReport({ ...incoming, intakeKey: null })
  })
}

type Answer = Received | Error

/** At 200 reports a second one transaction each would keep the embedded database busier than it can be. */
const receiveTogether = askedTogether(receiveReports, { statementsAtOnce: 1, apartMs: 10 })

/** Answers in order. One report that cannot be stored does not keep the others from it. */
export async function receiveReports(incoming: Incoming[]): Promise<Answer[]> {
  try {
    return await receiveAtOnce(incoming)
  } catch (error) {
    if (incoming.length === 1 || isDatabaseDown(error)) throw error
    const answers: Answer[] = []
    for (const report of incoming) answers.push(...(await receiveAtOnce([report]).catch(toAnswers)))
    return answers
  }
}

function toAnswers(error: unknown): Answer[] {
  return [error instanceof Error ? error : new Error('A report could not be stored.', { cause: error })]
}

function receiveAtOnce(incoming: Incoming[]): Promise<Answer[]> {
  return inTransaction(async (tx) => {
    const known = await readKnown(tx, incoming)
    const plan = planIntake(incoming, known)
    if (plan.reports.length === 0) return plan.answers
    const stored = await storePlanned(tx, plan)
    if (known.some(({ isListenedTo }) => isListenedTo)) await tellReceived(tx, plan.reports, stored)
    await appendAuditAll(tx, toEntries(plan.reports))
    return plan.answers
  })
}

function tellReceived(
  tx: Transaction,
  reports: readonly NewReport[],
  stored: Map<string, Stored>,
): Promise<void> {
  const events = reports.map(
    ({ id, room, userId, participantId, category, text, reporterUserId }): OutboxEvent => {
      const { groupId, receivedAt } = stored.get(id) ?? { groupId: id, receivedAt: null }
      const data = {
        id,
        group_id: groupId,
        room,
        user_id: userId,
        participant_id: participantId,
        category,
        text,
        reporter_user_id: reporterUserId,
        received_at: new Date(toMs(receivedAt) ?? Date.now()).toISOString(),
      }
      return { type: 'report.received', room, data }
    },
  )
  return tellOutbox(tx, events)
}

/** One event for all that came from one source about one room. */
function toEntries(reports: readonly NewReport[]): AuditEntry[] {
  const together = Map.groupBy(reports, ({ source, actor, room }) => JSON.stringify([source, actor.id, room]))
  return [...together.values()].flatMap((some) => {
    const [first] = some
    if (first === undefined) return []
    const { source, actor, room } = first
    const details = { source, reports: some.length }
    return [
      {
        actor,
        verb: 'report.receive',
        result: 'done',
        room,
        details,
        subjects: some.map(toSubject),
      } as const,
    ]
  })
}

function toSubject({ id, userId, participantId, name, reporterUserId, text }: NewReport) {
  const about = userId ?? participantId
  const kind = userId === null ? 'participant' : 'user'
  const who = about === null ? { kind: 'room' } : { kind, id: about }
  return { ...who, userId, name, reporterUserId, reportId: id, text }
}
