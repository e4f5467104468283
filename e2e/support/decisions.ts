import { asc, eq } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { auditEvents, auditSubjects, bans, decisions, decisionTargets, participants } from '#lib/db/schema'
import { ejectTargets } from '#lib/decisions/commands'
import { resumeDecisions } from '#lib/decisions/resume'
import { type EjectInput, type EjectRequest, ejectInput } from '#lib/decisions/schemas'
import type { DecisionView } from '#lib/decisions/status'
import type { Operator } from '#lib/permissions/permissions'
import { processWide } from '#lib/process-wide'

export const ROOM = 'class-7b'

type Target = EjectInput['targets'][number]

export const session = (id: string): Target => ({ kind: 'participant', id })
export const user = (id: string): Target => ({ kind: 'user', id })

/** What the browser would send, parsed as the door does. */
export function anEject(targets: Target[], chosen: Partial<EjectRequest> = {}): EjectInput {
  return ejectInput.parse({ room: ROOM, intentKey: crypto.randomUUID(), targets, ...chosen })
}

export async function eject(
  operator: Operator,
  targets: Target[],
  chosen: Partial<EjectRequest> = {},
): Promise<DecisionView> {
  return ejectTargets(operator, anEject(targets, chosen))
}

/** Takes up what is open and waits for it, as the observer's turns do in time. */
export async function resumeNow(): Promise<void> {
  await resumeDecisions()
  await Promise.all(processWide('decisions-running', () => new Map<string, Promise<void>>()).values())
}

export async function listAudit() {
  const db = await database()
  return db
    .select({
      verb: auditEvents.verb,
      result: auditEvents.result,
      actor: auditEvents.actorName,
      actorKind: auditEvents.actorKind,
      room: auditEvents.room,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .orderBy(asc(auditEvents.seq))
}

/** `verb result` of every event, oldest first. */
export async function auditTrail(): Promise<string[]> {
  return (await listAudit()).map(({ verb, result }) => `${verb} ${result}`)
}

export async function listAuditSubjects() {
  const db = await database()
  const rows = await db
    .select({ seq: auditSubjects.seq, personal: auditSubjects.personal })
    .from(auditSubjects)
    .orderBy(asc(auditSubjects.seq), asc(auditSubjects.position))
  return rows
}

export async function listBans() {
  const db = await database()
  return db
    .select({
      banId: bans.id,
      userId: bans.userId,
      scopeKind: bans.scopeKind,
      scopeValue: bans.scopeValue,
      startsAt: bans.startsAt,
      endsAt: bans.endsAt,
      decisionId: bans.decisionId,
      liftedAt: bans.liftedAt,
      enforcedCount: bans.enforcedCount,
      toldMeetingId: bans.toldMeetingId,
    })
    .from(bans)
    .orderBy(asc(bans.userId))
}

export async function listDecisionRows() {
  const db = await database()
  return db.select().from(decisions).orderBy(asc(decisions.askedAt))
}

export async function listTargetRows(decisionId: string) {
  const db = await database()
  return db
    .select()
    .from(decisionTargets)
    .where(eq(decisionTargets.decisionId, decisionId))
    .orderBy(asc(decisionTargets.position))
}

export async function findParticipantRow(participantId: string) {
  const db = await database()
  const [row] = await db.select().from(participants).where(eq(participants.participantId, participantId))
  return row
}

type BanRow = typeof bans.$inferInsert

export async function storeBan(userId: string, chosen: Partial<BanRow> = {}): Promise<string> {
  const banId = crypto.randomUUID()
  const db = await database()
  await db.insert(bans).values({
    id: banId,
    userId,
    scopeKind: 'room',
    scopeValue: ROOM,
    startsAt: new Date(Date.now() - 60_000),
    endsAt: new Date(Date.now() + 3_600_000),
    policy: 'spam',
    policyVersion: 1,
    source: 'operator',
    createdById: 'op-moderator',
    createdByName: 'Ada moderator',
    ...chosen,
  })
  return banId
}

/** Outcome and reason of each target, in order. */
export function outcomesOf(view: DecisionView): (string | null)[] {
  return view.targets.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`))
}
