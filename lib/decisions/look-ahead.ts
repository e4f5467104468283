import 'server-only'
import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { type BanScope, toBanScope } from '#lib/bans/store'
import { isActiveBan, patternCoversSql } from '#lib/db/ban-conditions'
import { database, type Queryable } from '#lib/db/database'
import { attention, rooms } from '#lib/db/schema'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { readKnowledge } from '#lib/presence/queries'
import { findKnownPeople } from './known-people.ts'
import { type KnownSession, numberCalls, type PlannedTarget, resolveTargets } from './plan.ts'
import type { PreFlight, PreFlightSession, PreFlightTarget } from './pre-flight.ts'
import { toScopeWords } from './queries.ts'
import type { PreFlightInput } from './schemas.ts'

const DECIDING_SECONDS = 25
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type Question = PreFlightInput & { room: string }

/** What an eject of these people would do, by the same rules as the decision itself. Changes nothing at Daily. */
export async function preFlight(operator: Operator, input: Question): Promise<PreFlight> {
  const { room, ban } = input
  assertCan(operator, 'participant.eject', { room })
  const db = await database()
  const ids = input.targets.map((target) => target.id)
  const known = await findKnownPeople(db, room, ids)
  const whom = [...ids, ...known.sessions.flatMap(({ userId }) => (userId === null ? [] : [userId]))]
  const [bans, deciding, knowledge, privacy] = await Promise.all([
    findBans(db, whom, toBanScope(input.banScope, room)),
    findDeciding(db, operator, room),
    readKnowledge(db),
    findPrivacy(db, room),
  ])
  if (input.deciding) await noteDeciding(db, operator, room, ids)
  const sessionIds = new Set(known.sessions.map((session) => session.participantId))
  const named = input.targets.map(({ kind, id }) => ({
    kind: kind === 'auto' ? guessKind(id, sessionIds) : kind,
    id,
  }))
  const planned = resolveTargets(named, known, ban)
  const userIds = new Set(known.sessions.map((session) => session.userId))
  const targets = planned.map((target, index) => {
    const isUnknown =
      input.targets[index]?.kind === 'auto' &&
      UUID.test(target.id) &&
      !sessionIds.has(target.id) &&
      !userIds.has(target.id)
    return toTarget(target, { unknownUuid: isUnknown, ban, bans, deciding })
  })
  const sent = planned.filter((target) => !target.protected)
  return {
    room,
    privacy,
    asOf: knowledge.asOf,
    stale: knowledge.stale,
    targets,
    ejects: sent.length,
    bans: ban ? new Set(sent.flatMap((target) => (target.userId === null ? [] : [target.userId]))).size : 0,
    calls: numberCalls(planned, ban).calls,
    sameName: await findSameName(db, room, planned),
  }
}

function guessKind(id: string, sessionIds: Set<string>): 'participant' | 'user' {
  return sessionIds.has(id) || UUID.test(id) ? 'participant' : 'user'
}

type BanFound = { until: number | null; scope: string }
type Context = {
  unknownUuid: boolean
  ban: boolean
  bans: Map<string, BanFound>
  deciding: Map<string, string>
}

function toTarget(target: PlannedTarget, { unknownUuid, bans, deciding }: Context): PreFlightTarget {
  const { kind, id, userId, name, named, sessions } = target
  const unknownParticipant = kind === 'participant' && named === null
  return {
    kind,
    id,
    participantId: kind === 'participant' ? id : (sessions[0]?.participantId ?? null),
    userId,
    name,
    here: sessions.length > 0,
    sessions: sessions.map(toSession),
    namesDiffer: new Set(sessions.map((session) => session.name)).size > 1,
    leftAt: named?.leftAt ?? null,
    unknownUuid,
    banned: userId === null ? null : (bans.get(userId) ?? null),
    protected: target.protected,
    canBan: userId !== null ? 'yes' : unknownParticipant ? 'unknown_participant' : 'no_user_id',
    decidingBy: deciding.get(id) ?? (userId === null ? null : (deciding.get(userId) ?? null)),
  }
}

function toSession({ participantId, name, joinedAt }: KnownSession): PreFlightSession {
  return { participantId, name, joinedAt }
}

/** Active bans that cover the scope in question; the longest of each user ID. */
async function findBans(db: Queryable, userIds: string[], scope: BanScope): Promise<Map<string, BanFound>> {
  const { rows } = await db.execute<{ userId: string; endsAt: RawTime; kind: string; value: string }>(sql`
    select distinct on (user_id) user_id as "userId", ends_at as "endsAt", scope_kind as kind, scope_value as value from bans
    where user_id ${inTexts(userIds)} and ${isActiveBan}
      and (scope_kind = 'all' or (scope_kind = ${scope.kind} and scope_value = ${scope.value})
        or (${scope.kind} = 'room' and ${patternCoversSql(scope.value)}))
    order by user_id, ends_at desc nulls first`)
  return new Map(
    rows.map((row) => [
      row.userId,
      { until: toMs(row.endsAt), scope: toScopeWords(row.kind, row.value) ?? '' },
    ]),
  )
}

async function findDeciding(db: Queryable, operator: Operator, room: string): Promise<Map<string, string>> {
  const rows = await db
    .select({ name: attention.operatorName, ids: attention.ids })
    .from(attention)
    .where(
      and(eq(attention.room, room), ne(attention.operatorId, operator.id), gt(attention.until, sql`now()`)),
    )
  return new Map(rows.flatMap(({ name, ids }) => ids.map((id) => [id, name] as const)))
}

async function noteDeciding(db: Queryable, operator: Operator, room: string, ids: string[]): Promise<void> {
  const until = sql`now() + make_interval(secs => ${DECIDING_SECONDS})`
  await db
    .insert(attention)
    .values({ operatorId: operator.id, operatorName: operator.name, room, ids, until })
    .onConflictDoUpdate({
      target: [attention.operatorId, attention.room],
      set: { ids, until, operatorName: operator.name },
    })
}

async function findPrivacy(db: Queryable, room: string) {
  const [row] = await db.select({ privacy: rooms.privacy }).from(rooms).where(eq(rooms.room, room))
  return row?.privacy ?? null
}

const MAX_SAME_NAME = 20

/** Others in the room who carry a target's name: the person one did not mean. */
async function findSameName(
  db: Queryable,
  room: string,
  planned: PlannedTarget[],
): Promise<PreFlightSession[]> {
  const names = [
    ...new Set(
      planned.flatMap((target) =>
        target.sessions.flatMap(({ name }) => (name === null || name.trim() === '' ? [] : [name])),
      ),
    ),
  ]
  if (names.length === 0) return []
  const meant = planned.flatMap((target) => target.sessions.map((session) => session.participantId))
  const { rows } = await db.execute<{ participantId: string; name: string | null; joinedAt: RawTime }>(sql`
    select participant_id as "participantId", name, joined_at as "joinedAt" from participants
    where room = ${room} and left_at is null and name ${inTexts(names)} and not participant_id ${inTexts(meant)}
    order by joined_at limit ${MAX_SAME_NAME}`)
  return rows.map((row) => ({ ...row, joinedAt: toMs(row.joinedAt) ?? 0 }))
}
