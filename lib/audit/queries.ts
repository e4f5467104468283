import 'server-only'
import { sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { toMs } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { type Page, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { type EventRow, isVisibleSql, readHead, readRows, toWanted } from './rows.ts'
import type { AuditEventInput, ListAuditInput } from './schemas.ts'
import { type AuditEventView, freeTextOf, type StoredSubject, toSubject } from './view.ts'

const PAGE_SIZE = 50
const FIRST_SUBJECTS = 20
export const EVENT_SUBJECTS = 500
const NAMED_IN = 2_000

/** The record, newest first: events of rooms the operator covers; for admins also those without a room. */
export async function listAudit(
  operator: Operator,
  { cursor, ...filters }: ListAuditInput,
): Promise<Page<AuditEventView>> {
  const { room } = filters
  assertCan(operator, 'audit.see', room === undefined ? {} : { room })
  const db = await database()
  const wanted = toWanted(operator, filters)
  const page = await readPage(
    cursor,
    PAGE_SIZE,
    (from, limit) => readRows(db, wanted, from, limit),
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
  const wanted = { which: isVisibleSql(operator), found: sql`select ${seq}::bigint as seq` }
  const [row] = await readRows(db, wanted, null, 1)
  if (row === undefined) throw new AppError('not_found', 'There is no such record among yours.')
  const subjects = await readSubjects(db, [row], from, EVENT_SUBJECTS)
  return toView(row, subjects.get(seq) ?? [])
}

/** Who did something in the newest events, to choose from. Whoever did so longer ago is found by typing. */
export async function listActors(operator: Operator): Promise<string[]> {
  assertCan(operator, 'audit.see')
  const db = await database()
  const head = await readHead(db)
  const { rows } = await db.execute<{ name: string }>(sql`
    select distinct actor_name as name from audit_events
    where seq > ${head - NAMED_IN}::bigint and ${isVisibleSql(operator)}`)
  return rows.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en'))
}

/** Of each event the people from a position on, and its last entry, which may be the reason. */
async function readSubjects(db: Queryable, events: readonly EventRow[], from: number, count: number) {
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

function toView(row: EventRow, stored: (StoredSubject & { isPaged: boolean })[]): AuditEventView {
  const { seq, at, actorKind, actorName, verb, result, room, decisionId, details, hash, subjectCount } = row
  const last = stored.at(-1)
  const reason = last === undefined ? null : freeTextOf(last)
  const people = reason === null ? stored : stored.slice(0, -1)
  return {
    seq: Number(seq),
    at: toMs(at) ?? 0,
    actorKind,
    actorName,
    verb,
    result,
    room,
    decisionId,
    details,
    hash,
    subjects: people.filter((subject) => subject.isPaged).map(toSubject),
    subjectCount: reason === null ? subjectCount : subjectCount - 1,
    reason,
  }
}
