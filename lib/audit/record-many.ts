import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows } from '#lib/db/sql'
import { type ChainedEvent, digestOfSubjects, eventHash, sealSubjects } from './chain.ts'
import { type AuditEntry, appendAudit, toEvent } from './record.ts'

/** Appends several events, in two statements however many. As `appendAudit`: call it last. */
export async function appendAuditAll(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  const [first, ...more] = entries
  if (first === undefined) return
  if (more.length === 0) return appendAudit(tx, first)
  const head = await lockHead(tx)
  const linked = linkAll(head, entries)
  const last = linked.at(-1)
  await tx.execute(sql`
    with moved as (update audit_head set seq = ${last?.event.seq}::bigint, hash = ${last?.hash} where id = 1),
    kept as (
      insert into audit_subjects (seq, position, digest, salt, personal)
      select * from jsonb_to_recordset(${jsonRows(linked.flatMap(toSubjectRows))})
        as s(seq bigint, position int, digest text, salt text, personal jsonb)
    )
    insert into audit_events (seq, at, actor_kind, actor_id, actor_name, verb, result, room, decision_id, details,
      subject_count, subjects_digest, previous_hash, hash)
    select e.seq, to_timestamp(e.at / 1000.0), e."actorKind", e."actorId", e."actorName", e.verb, e.result, e.room,
      e."decisionId", e.details, e."subjectCount", e."subjectsDigest", e."previousHash", e.hash
    from jsonb_to_recordset(${jsonRows(linked.map(toEventRow))}) as e(seq bigint, at bigint, "actorKind" text,
      "actorId" text, "actorName" text, verb text, result text, room text, "decisionId" uuid, details jsonb,
      "subjectCount" int, "subjectsDigest" text, "previousHash" text, hash text)`)
}

type Head = { seq: number; hash: string }
type Linked = {
  event: ChainedEvent
  previousHash: string
  hash: string
  sealed: ReturnType<typeof sealSubjects>
}

async function lockHead(tx: Transaction): Promise<Head> {
  const { rows } = await tx.execute<{ seq: number | string; hash: string }>(
    sql`select seq, hash from audit_head where id = 1 for update`,
  )
  const [head] = rows
  if (head === undefined) throw new Error('The audit record has no head row.')
  return { seq: Number(head.seq), hash: head.hash }
}

function linkAll(head: Head, entries: readonly AuditEntry[]): Linked[] {
  let previousHash = head.hash
  return entries.map((entry, index) => {
    const sealed = sealSubjects(entry.subjects ?? [])
    const event = {
      seq: head.seq + 1 + index,
      ...toEvent(entry, digestOfSubjects(sealed.map(({ digest }) => digest))),
    }
    const link = { event, previousHash, hash: eventHash(previousHash, event), sealed }
    previousHash = link.hash
    return link
  })
}

function toSubjectRows({ event: { seq }, sealed }: Linked) {
  return sealed.map((subject) => ({ ...subject, seq }))
}

function toEventRow({ event, previousHash, hash }: Linked) {
  return { ...event, previousHash, hash }
}
