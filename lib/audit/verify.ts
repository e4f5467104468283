import 'server-only'
import { asc, gt, inArray } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { auditEvents, auditHead, auditSubjects } from '#lib/db/schema'
import { digestOfSubjects, eventHash, FIRST_HASH, type Json, subjectDigest } from './chain.ts'

export type Verification =
  | { ok: true; events: number; erasedSubjects: number; lastHash: string }
  | { ok: false; seq: number; fault: string }

const PAGE = 500

type Walk = { seq: number; hash: string; erased: number }

/** Walks the whole record and names the first event that does not fit. */
export async function verifyAudit(): Promise<Verification> {
  const db = await database()
  const walk: Walk = { seq: 0, hash: FIRST_HASH, erased: 0 }
  for (;;) {
    const events = await db
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.seq, walk.seq))
      .orderBy(asc(auditEvents.seq))
      .limit(PAGE)
    if (events.length === 0) return checkHead(db, walk)
    const subjects = await subjectsOf(
      db,
      events.map((event) => event.seq),
    )
    for (const event of events) {
      const fault = eventFault(event, subjects.get(event.seq) ?? [], walk)
      if (fault !== null) return { ok: false, seq: event.seq, fault }
      walk.seq = event.seq
      walk.hash = event.hash
    }
  }
}

type EventRow = typeof auditEvents.$inferSelect
type SubjectRow = typeof auditSubjects.$inferSelect

function eventFault(event: EventRow, subjects: SubjectRow[], walk: Walk): string | null {
  if (event.seq !== walk.seq + 1) return `event ${walk.seq + 1} is missing`
  if (event.previousHash !== walk.hash) return 'it does not continue the event before it'
  const { hash, previousHash, at, details, ...rest } = event
  if (eventHash(previousHash, { ...rest, at: at.getTime(), details: toJson(details) }) !== hash)
    return 'it was changed'
  return subjectsFault(event, subjects, walk)
}

function subjectsFault(event: EventRow, subjects: SubjectRow[], walk: Walk): string | null {
  if (subjects.length !== event.subjectCount) return 'people named in it are missing'
  if (digestOfSubjects(subjects.map((subject) => subject.digest)) !== event.subjectsDigest)
    return 'people named in it were exchanged'
  for (const subject of subjects) {
    if (subject.salt === null || subject.personal === null) walk.erased += 1
    else if (subjectDigest(subject.salt, toJson(subject.personal)) !== subject.digest)
      return 'text about a person in it was changed'
  }
  return null
}

async function checkHead(db: Queryable, walk: Walk): Promise<Verification> {
  const [head] = await db.select({ seq: auditHead.seq, hash: auditHead.hash }).from(auditHead)
  if (head === undefined || head.seq !== walk.seq || head.hash !== walk.hash) {
    return { ok: false, seq: walk.seq + 1, fault: 'events at the end are missing' }
  }
  return { ok: true, events: walk.seq, erasedSubjects: walk.erased, lastHash: walk.hash }
}

async function subjectsOf(db: Queryable, seqs: number[]): Promise<Map<number, SubjectRow[]>> {
  const rows = await db
    .select()
    .from(auditSubjects)
    .where(inArray(auditSubjects.seq, seqs))
    .orderBy(asc(auditSubjects.seq), asc(auditSubjects.position))
  return Map.groupBy(rows, (row) => row.seq)
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
