import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { closesRoom, isActiveBan } from '#lib/db/ban-conditions'
import { database, type Queryable } from '#lib/db/database'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { assertCan, can, coversRoom, type Operator } from '#lib/permissions/permissions'
import type { RoomInput } from '#lib/rooms/schemas'
import type { DecisionIdInput } from './schemas.ts'
import type { DecisionSummary, DecisionView } from './status.ts'
import { TARGET_ROWS, type TargetRow, toTargetViews } from './target-views.ts'

const RECENT = 20
/** While a long list runs the page gets its counts alone: thousands of rows a second would help nobody. */
const MAX_RUNNING_ROWS = 300

const LIFTED =
  'Roomwarden lets them in again. Daily cannot be told so: it may refuse them until this meeting ends.'

const STILL_BANNED = 'Lifted, but another ban still closes this room to them, or to some of them.'

/** The newest decisions in a room. */
export async function listDecisions(
  operator: Operator,
  { room }: RoomInput,
): Promise<{ decisions: DecisionSummary[] }> {
  assertCan(operator, 'room.see', { room })
  const rows = await readSummaries(
    await database(),
    sql`d.room = ${room} order by d.asked_at desc limit ${RECENT}`,
  )
  return { decisions: rows.map((row) => toSummary(operator, row)) }
}

/** The decisions made on a group of reports, newest first. The group is one whose room the operator covers. */
export async function listDecisionsOfReport(
  operator: Operator,
  { reportId }: { reportId: string },
): Promise<DecisionSummary[]> {
  assertCan(operator, 'report.see')
  const rows = await readSummaries(
    await database(),
    sql`d.report_id = ${reportId}::uuid order by d.asked_at desc limit ${RECENT}`,
  )
  return rows.filter(({ room }) => coversRoom(operator, room)).map((row) => toSummary(operator, row))
}

export async function getDecision(
  operator: Operator,
  { decisionId }: DecisionIdInput,
): Promise<DecisionView> {
  const db = await database()
  const row = await readWithTargets(db, decisionId)
  if (row === undefined || !coversRoom(operator, row.room))
    throw new AppError('not_found', 'There is no such decision.')
  const summary = toSummary(operator, row)
  const targets = toTargetViews(row.targets)
  const stored = targets.some((target) => target.ban.state === 'stored')
  const lifted = targets.flatMap(({ ban, userId }) =>
    ban.state === 'lifted' && userId !== null ? [userId] : [],
  )
  return {
    ...summary,
    targets,
    canUndoBan: stored && mayUndo(operator, summary),
    note: lifted.length === 0 ? null : (await isBannedStill(db, row.room, lifted)) ? STILL_BANNED : LIFTED,
  }
}

async function isBannedStill(db: Queryable, room: string, userIds: string[]): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from bans
    where user_id ${inTexts(userIds)} and ${isActiveBan} and ${closesRoom(room)}
    limit 1`)
  return rows.length > 0
}

function mayUndo(operator: Operator, { mine, room }: DecisionSummary): boolean {
  return can(operator, 'ban.lift_any') || (mine && can(operator, 'ban.lift_own', { room }))
}

type Row = {
  id: string
  room: string
  operatorId: string
  operatorName: string
  automated: boolean
  ban: boolean
  banScopeKind: string | null
  banScopeValue: string | null
  banEndsAt: RawTime
  policy: string
  policyVersion: number
  reason: string
  askedAt: RawTime
  settledAt: RawTime
  status: 'open' | 'settled'
  watching: boolean
  stopping: boolean
  planned: number
  done: number
  total: number
  ejected: number | string
  notInRoom: number | string
  failed: number | string
  unconfirmed: number | string
  notAttempted: number | string
  unsure: number | string
  gone: number | string
  goneWithin: number | string | null
}

async function readSummaries(db: Queryable, which: SQL): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`select ${SUMMARY} where ${which}`)
  return rows
}

/** Counts and targets in one statement: they belong to the same moment. */
async function readWithTargets(db: Queryable, decisionId: string) {
  const { rows } = await db.execute<Row & { targets: TargetRow[] }>(sql`
    select case when d.status = 'open' and d.target_count > ${MAX_RUNNING_ROWS} then '[]' else ${TARGET_ROWS} end as targets,
      ${SUMMARY} where d.id = ${decisionId}::uuid`)
  return rows[0]
}

const SUMMARY = sql`
    d.id, d.room, d.operator_id as "operatorId", d.operator_name as "operatorName", d.automated, d.ban,
      d.ban_scope_kind as "banScopeKind", d.ban_scope_value as "banScopeValue", d.ban_ends_at as "banEndsAt", d.policy,
      d.policy_version as "policyVersion", d.reason,
      d.asked_at as "askedAt", d.settled_at as "settledAt", d.status, coalesce(d.watch_until > now(), false) as watching,
      d.stop_asked_at is not null as stopping, d.calls_planned as planned, d.calls_done as done, d.target_count as total, t.*
    from decisions d left join lateral (
      select count(*) filter (where outcome = 'ejected') as ejected,
        count(*) filter (where outcome = 'not_in_room') as "notInRoom",
        count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome = 'unconfirmed') as unconfirmed,
        count(*) filter (where outcome = 'not_attempted') as "notAttempted",
        count(*) filter (where outcome in ('ejected', 'unconfirmed') and finding is distinct from 'came_back') as unsure,
        count(*) filter (where outcome = 'ejected' and finding = 'gone') as gone,
        max(extract(epoch from finding_at - sent_at)) filter (where outcome = 'ejected' and finding = 'gone') as "goneWithin"
      from decision_targets where decision_id = d.id
    ) t on true`

function toSummary(operator: Operator, row: Row): DecisionSummary {
  const counts = toCounts(row)
  return {
    id: row.id,
    room: row.room,
    by: row.operatorName,
    automated: row.automated,
    mine: row.operatorId === operator.id,
    ban: row.ban,
    banScope: toScopeWords(row.banScopeKind, row.banScopeValue),
    banUntil: toMs(row.banEndsAt),
    policy: row.policy,
    policyVersion: row.policyVersion,
    reason: row.reason,
    askedAt: toMs(row.askedAt) ?? 0,
    settledAt: toMs(row.settledAt),
    status: row.status,
    watching: row.watching && Number(row.unsure) > 0,
    stopping: row.stopping,
    calls: { planned: row.planned, done: row.done },
    counts,
    goneWithin:
      counts.ejected > 0 && Number(row.gone) === counts.ejected ? Math.ceil(Number(row.goneWithin)) : null,
  }
}

function toCounts(row: Row): DecisionSummary['counts'] {
  const counts = {
    ejected: Number(row.ejected),
    not_in_room: Number(row.notInRoom),
    failed: Number(row.failed),
    unconfirmed: Number(row.unconfirmed),
    not_attempted: Number(row.notAttempted),
  }
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { ...counts, total: row.total, open: row.total - done }
}

export function toScopeWords(kind: string | null, value: string | null): string | null {
  if (kind === null) return null
  if (kind === 'all') return 'all rooms'
  return kind === 'pattern' ? `rooms ${value ?? ''}` : (value ?? null)
}
