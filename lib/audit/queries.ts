import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { type Cursor, type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import type { AuditEventInput, ListAuditInput } from './schemas.ts'
import { type AuditEventView, freeTextOf, type StoredSubject, toSubject } from './view.ts'

const PAGE_SIZE = 50
const FIRST_SUBJECTS = 20
export const EVENT_SUBJECTS = 500

/** The record, newest first: events of rooms the operator covers; for admins also those without a room. */
export async function listAudit(
  operator: Operator,
  { cursor, room, decisionId }: ListAuditInput,
): Promise<Page<AuditEventView>> {
  assertCan(operator, 'audit.see', room === undefined ? {} : { room })
  const db = await database()
  const which = sql`${isVisibleSql(operator)}
    and ${room === undefined ? sql`true` : sql`room = ${room}`}
    and ${decisionId === undefined ? sql`true` : sql`decision_id = ${decisionId}::uuid`}`
  const page = await readPage(
    cursor,
    PAGE_SIZE,
    (from, limit) => readRows(db, which, from, limit),
    (row) => ({ at: Number(row.seq), id: '' }),
  )
  const subjects = await readSubjects(db, page.rows, 0, FIRST_SUBJECTS)
  return { ...page, rows: page.rows.map((row) => toView(row, subjects.get(Number(row.seq)) ?? [])) }
}

/** One event with a page of the people it names. */
export async function getAuditEvent(
  operator: Operator,
  { seq, from }: AuditEventInput,
): Promise<AuditEventView> {
  assertCan(operator, 'audit.see')
  const db = await database()
  const [row] = await readRows(db, sql`${isVisibleSql(operator)} and seq = ${seq}::bigint`, null, 1)
  if (row === undefined) throw new AppError('not_found', 'There is no such record among yours.')
  const subjects = await readSubjects(db, [row], from, EVENT_SUBJECTS)
  return toView(row, subjects.get(seq) ?? [])
}

function isVisibleSql(operator: Operator): SQL {
  return operator.role === 'admin' ? sql`true` : coversRoomSql(operator, sql`room`)
}

type Row = Omit<AuditEventView, 'seq' | 'at' | 'subjects' | 'reason' | 'subjectCount'> & {
  seq: number | string
  at: RawTime
  subjectCount: number
}

async function readRows(db: Queryable, which: SQL, cursor: Cursor | null, limit: number): Promise<Row[]> {
  const goingUp = cursor?.direction === 'newer'
  const beyond =
    cursor === null ? sql`true` : goingUp ? sql`seq > ${cursor.at}::bigint` : sql`seq < ${cursor.at}::bigint`
  const { rows } = await db.execute<Row>(sql`
    select seq, at, actor_kind as "actorKind", actor_name as "actorName", verb, result, room, decision_id as "decisionId",
      details, subject_count as "subjectCount", hash
    from audit_events where ${which} and ${beyond} order by seq ${goingUp ? sql`asc` : sql`desc`} limit ${limit}`)
  return rows
}

/** Of each event the people from a position on, and its last entry, which may be the reason. */
async function readSubjects(db: Queryable, events: readonly Row[], from: number, count: number) {
  const seqs = JSON.stringify(events.map((event) => Number(event.seq)))
  const { rows } = await db.execute<Omit<StoredSubject, 'seq'> & { seq: number | string }>(sql`
    select s.seq, s.position, s.personal
    from jsonb_array_elements_text(${seqs}::jsonb) wanted(seq)
    join audit_events e on e.seq = wanted.seq::bigint
    join audit_subjects s on s.seq = e.seq
      and (s.position between ${from}::int and ${from + count - 1}::int or s.position = e.subject_count - 1)
    order by s.seq, s.position`)
  return Map.groupBy(
    rows.map((row) => ({
      ...row,
      seq: Number(row.seq),
      isPaged: row.position >= from && row.position < from + count,
    })),
    (row) => row.seq,
  )
}

function toView(row: Row, stored: (StoredSubject & { isPaged: boolean })[]): AuditEventView {
  const { subjectCount, seq, at, ...same } = row
  const last = stored.at(-1)
  const reason = last === undefined ? null : freeTextOf(last)
  const people = reason === null ? stored : stored.slice(0, -1)
  return {
    ...same,
    seq: Number(seq),
    at: toMs(at) ?? 0,
    subjects: people.filter((subject) => subject.isPaged).map(toSubject),
    subjectCount: reason === null ? subjectCount : subjectCount - 1,
    reason,
  }
}
