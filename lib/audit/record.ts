import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { type ChainedEvent, digestOfSubjects, eventHash, type Json, sealSubject } from './chain.ts'

export type AuditActor = { kind: 'operator'; id: string; name: string } | { kind: 'system'; name: string }

export const SYSTEM: AuditActor = { kind: 'system', name: 'Roomwarden' }

export type AuditResult = 'asked' | 'done' | 'failed' | 'refused' | 'found'

export type AuditEntry = {
  actor: AuditActor
  /** `noun.verb`, the same words as the permissions. */
  verb: string
  result: AuditResult
  room?: string
  decisionId?: string
  /** Codes and counts, nothing that names a person. */
  details?: { [key: string]: Json | undefined }
  /** One entry a person: names, IDs, reasons. Erasable. */
  subjects?: { [key: string]: Json | undefined }[]
}

type Head = { seq: number | string; hash: string }

/**
 * Appends to the record, in the caller's transaction. Takes the head's row lock until that transaction ends, so call
 * it last.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<number> {
  const head = await tx.execute<Head>(sql`select seq, hash from audit_head where id = 1 for update`)
  const last = head.rows[0]
  if (last === undefined) throw new Error('The audit record has no head row.')
  const sealed = (entry.subjects ?? []).map(sealSubject)
  const event = toChainedEvent(entry, Number(last.seq) + 1, digestOfSubjects(sealed.map((s) => s.digest)))
  const hash = eventHash(last.hash, event)
  await tx.execute(sql`
    with moved as (update audit_head set seq = ${event.seq}, hash = ${hash} where id = 1),
    kept as (
      insert into audit_subjects (seq, position, digest, salt, personal)
      select ${event.seq}::bigint, s.position, s.digest, s.salt, s.personal
      from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb)
        as s(position int, digest text, salt text, personal jsonb)
    )
    insert into audit_events (seq, at, actor_kind, actor_id, actor_name, verb, result, room, decision_id, details,
      subject_count, subjects_digest, previous_hash, hash)
    values (${event.seq}, ${new Date(event.at).toISOString()}::timestamptz, ${event.actorKind}, ${event.actorId},
      ${event.actorName}, ${event.verb}, ${event.result}, ${event.room}, ${event.decisionId}::uuid,
      ${JSON.stringify(event.details)}::jsonb, ${event.subjectCount}, ${event.subjectsDigest}, ${last.hash}, ${hash})`)
  return event.seq
}

function toChainedEvent(entry: AuditEntry, seq: number, subjectsDigest: string): ChainedEvent {
  return {
    seq,
    at: Date.now(),
    actorKind: entry.actor.kind,
    actorId: entry.actor.kind === 'operator' ? entry.actor.id : null,
    actorName: entry.actor.name,
    verb: entry.verb,
    result: entry.result,
    room: entry.room ?? null,
    decisionId: entry.decisionId ?? null,
    details: entry.details ?? {},
    subjectCount: entry.subjects?.length ?? 0,
    subjectsDigest,
  }
}
