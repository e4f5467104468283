import 'server-only'
import { asc, desc, eq, sql } from 'drizzle-orm'
import { toActiveOperator } from '#lib/auth/operators'
import { database, type Queryable } from '#lib/db/database'
import { operators, reportEvents, reportScenes, reports } from '#lib/db/schema'
import { inTexts } from '#lib/db/sql'
import { listDecisionsOfReport } from '#lib/decisions/queries'
import { AppError } from '#lib/errors'
import { assertCan, coversRoom, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { type Row, readQueueRows, toQueueRow } from './queue.ts'
import { isRaisedAbove, mayTake } from './rules.ts'
import { readStanding, readStays } from './standing.ts'
import type { Colleague, Complaint, Ending, ReportEvent, ReporterRecord, ReportView, Scene } from './view.ts'
import type { ReportIdInput } from './work-schemas.ts'

const MOST_COMPLAINTS = 100
const MOST_EVENTS = 200
const MOST_SEEN = 200

/** Everything on one group of reports, found by the ID of any of them. */
export async function getReport(operator: Operator, { reportId }: ReportIdInput): Promise<ReportView> {
  assertCan(operator, 'report.see')
  const db = await database()
  const [row] = await readQueueRows(
    db,
    sql`g.id = (select group_id from reports where id = ${reportId}::uuid)`,
  )
  if (row === undefined || !coversRoom(operator, row.room))
    throw new AppError('not_found', 'There is no such report among yours.')
  const [complaints, history, decisions, standing] = await Promise.all([
    readComplaints(db, operator, row.id),
    readHistory(db, operator, row.id),
    listDecisionsOfReport(operator, { reportId: row.id }),
    row.kind === 'reporter' ? null : readStanding(db, operator, row),
  ])
  const [first] = complaints
  const [scene, stays] = await Promise.all([readScene(db, row.id), readStays(db, row, first)])
  return {
    ...toQueueRow(operator, row),
    version: row.version,
    ending: toEnding(row),
    complaints,
    scene,
    stays,
    standing,
    decisions,
    history,
    raised: isRaisedAbove(operator, row.escalatedTo),
    now: Date.now(),
  }
}

/** Who could take over: active, may work on reports, covers the room. */
export async function listColleagues(
  operator: Operator,
  { reportId }: ReportIdInput,
): Promise<{ colleagues: Colleague[] }> {
  assertCan(operator, 'report.work')
  const db = await database()
  const [group] = await readQueueRows(db, sql`g.id = ${reportId}::uuid`)
  if (group === undefined || !coversRoom(operator, group.room))
    throw new AppError('not_found', 'There is no such report among yours.')
  const rows = await db.select().from(operators).orderBy(asc(operators.name), asc(operators.id))
  const colleagues = rows.flatMap((row) => {
    const colleague = toActiveOperator(row)
    if (colleague === null || colleague.id === operator.id || !mayTake(colleague, group.room)) return []
    return [{ id: colleague.id, name: colleague.name, role: colleague.role }]
  })
  return { colleagues }
}

function toEnding(row: Row): Ending | null {
  if (row.resolution === null) return null
  return {
    resolution: row.resolution,
    badFaith: row.badFaith,
    by: row.resolvedByName ?? '',
    at: row.resolvedAt === null ? 0 : new Date(row.resolvedAt).getTime(),
    reason: row.resolvedReason,
    answer: row.answer,
  }
}

/** The oldest first, because it is what opened the group; of a flood not all. */
async function readComplaints(db: Queryable, operator: Operator, groupId: string): Promise<Complaint[]> {
  const rows = await db
    .select()
    .from(reports)
    .where(eq(reports.groupId, groupId))
    .orderBy(asc(reports.receivedAt), asc(reports.id))
    .limit(MOST_COMPLAINTS)
  const records = await readRecords(
    db,
    operator,
    rows.flatMap(({ reporterUserId }) => reporterUserId ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.receivedAt.getTime(),
    occurredAt: row.occurredAt?.getTime() ?? null,
    source: row.source,
    sourceName: row.sourceName,
    userId: row.userId,
    participantId: row.participantId,
    name: row.name,
    category: row.category,
    policyVersion: row.policyVersion,
    text: row.text,
    evidence: row.evidence,
    reporter: {
      userId: row.reporterUserId,
      name: row.reporterName,
      record: records.get(row.reporterUserId ?? '') ?? null,
    },
    erased: row.erasedAt !== null,
  }))
}

async function readRecords(
  db: Queryable,
  operator: Operator,
  userIds: string[],
): Promise<Map<string, ReporterRecord>> {
  const { rows } = await db.execute<Record<keyof ReporterRecord, number | string> & { userId: string }>(sql`
    select r.reporter_user_id as "userId", count(*) as reports,
      count(*) filter (where g.resolution = 'acted_on') as "actedOn",
      count(*) filter (where g.resolution = 'dismissed') as dismissed,
      count(*) filter (where g.bad_faith) as "badFaith"
    from reports r join report_groups g on g.id = r.group_id
    where r.reporter_user_id ${inTexts([...new Set(userIds)])} and ${coversRoomSql(operator, sql`r.room`)}
    group by 1`)
  return new Map(
    rows.map(({ userId, ...counts }) => [
      userId,
      {
        reports: Number(counts.reports),
        actedOn: Number(counts.actedOn),
        dismissed: Number(counts.dismissed),
        badFaith: Number(counts.badFaith),
      },
    ]),
  )
}

async function readHistory(db: Queryable, operator: Operator, groupId: string): Promise<ReportEvent[]> {
  const rows = await db
    .select()
    .from(reportEvents)
    .where(eq(reportEvents.groupId, groupId))
    .orderBy(desc(reportEvents.at), desc(reportEvents.id))
    .limit(MOST_EVENTS)
  return rows.map(({ id, at, kind, byName, byId, to, text, decisionId }) => ({
    id,
    at: at.getTime(),
    kind,
    by: byName,
    mine: byId === operator.id,
    to,
    text,
    decisionId,
  }))
}

/** Who was in the room when the first report came in. */
async function readScene(db: Queryable, groupId: string): Promise<Scene | null> {
  const [scene] = await db
    .select({ at: reportScenes.at, count: reportScenes.count, people: reportScenes.people })
    .from(reportScenes)
    .innerJoin(reports, eq(reports.sceneId, reportScenes.id))
    .where(eq(reports.groupId, groupId))
    .orderBy(asc(reports.receivedAt))
    .limit(1)
  if (scene === undefined) return null
  const people = scene.people.slice(0, MOST_SEEN).map(({ participantId, userId, name }) => ({
    participantId,
    userId,
    name,
  }))
  return { at: scene.at.getTime(), count: scene.count, people }
}
