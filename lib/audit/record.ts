import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { type ChainedEvent, digestOfSubjects, hashedAround, type Json, sealSubjects } from './chain.ts'

export type AuditActor =
  | { kind: 'operator' | 'token'; id: string; name: string }
  | { kind: 'system'; name: string }

export function toActor({ id, name }: { id: string; name: string }): AuditActor {
  return { kind: 'operator', id, name }
}

/** An API token that acts for a backend. */
export function tokenActor({ tokenId: id, name }: { tokenId: string; name: string }) {
  return { kind: 'token', id, name } as const
}

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

/**
 * Appends to the record, in the caller's transaction. Takes the head's row lock until that transaction ends, so call
 * it last. One statement, because operators wait for it: the database links the event to the last one.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const sealed = sealSubjects(entry.subjects ?? [])
  const event = toEvent(entry, digestOfSubjects(sealed.map((s) => s.digest)))
  const { before, after } = hashedAround(event)
  const { rows } = await tx.execute(sql`
    with head as (select seq + 1 as seq, hash as previous from audit_head where id = 1 for update),
    link as (
      select seq, previous,
        encode(sha256(convert_to(previous || ${before} || seq || ${after}, 'UTF8')), 'hex') as hash
      from head
    ),
    moved as (update audit_head set seq = link.seq, hash = link.hash from link where id = 1),
    kept as (
      insert into audit_subjects (seq, position, digest, salt, personal)
      select link.seq, s.position, s.digest, s.salt, s.personal
      from link, jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb)
        as s(position int, digest text, salt text, personal jsonb)
    )
    insert into audit_events (seq, at, actor_kind, actor_id, actor_name, verb, result, room, decision_id, details,
      subject_count, subjects_digest, previous_hash, hash)
    select seq, ${new Date(event.at).toISOString()}::timestamptz, ${event.actorKind}, ${event.actorId},
      ${event.actorName}, ${event.verb}, ${event.result}, ${event.room}, ${event.decisionId}::uuid,
      ${JSON.stringify(event.details)}::jsonb, ${event.subjectCount}::int, ${event.subjectsDigest}, previous, hash
    from link returning seq`)
  if (rows.length !== 1) throw new Error('The audit record has no head row.')
}

export function toEvent(entry: AuditEntry, subjectsDigest: string): Omit<ChainedEvent, 'seq'> {
  return {
    at: Date.now(),
    actorKind: entry.actor.kind,
    actorId: entry.actor.kind === 'system' ? null : entry.actor.id,
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
