import 'server-only'
import { toCsv, toCsvLines } from '#lib/csv'
import { toMs } from '#lib/db/sql'
import type { NamedRow, Piece } from './pieces.ts'
import type { EventRow } from './rows.ts'
import { freeTextOf, toSubject } from './view.ts'
import { auditWords } from './words.ts'

export type Format = 'csv' | 'jsonl'

/** A row for each person an event names, or one where it names nobody. */
const COLUMNS = [
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'actor',
  'verb',
  'result',
  'said',
  'room',
  'decision_id',
  'position',
  'kind',
  'id',
  'user_id',
  'name',
  'email',
  'outcome',
  'outcome_reason',
  'finding',
  'erased',
  'more',
  'reason',
  'details',
  'subject_count',
  'subjects_digest',
  'previous_hash',
  'hash',
] as const

/** So much is sent at once: a chunk for each of 100,000 events would cost more than its text. */
const CHUNK_UNITS = 65_536

export async function* toFile(pieces: AsyncIterable<Piece>, format: Format): AsyncGenerator<string> {
  let text = format === 'csv' ? toCsv([COLUMNS]) : ''
  for await (const piece of pieces) {
    text += format === 'csv' ? toCsvLines(toRows(piece)) : toJsonPart(piece)
    if (text.length < CHUNK_UNITS) continue
    yield text
    text = ''
  }
  yield text
}

function toRows({ event, named, reason, starts }: Piece): string[][] {
  const people = named.filter((row) => freeTextOf(row) === null)
  const around = toAround(event, reason)
  if (people.length === 0) return starts ? [around(NOBODY)] : []
  return people.map((row) => around(toCells(row)))
}

/** The cells of an event, before and after those of a person. */
function toAround(event: EventRow, reason: string | null) {
  const before = [
    String(event.seq),
    toIso(event),
    event.actorKind,
    event.actorId ?? '',
    event.actorName,
    event.verb,
    event.result,
    auditWords(event),
    event.room ?? '',
    event.decisionId ?? '',
  ]
  const after = [
    reason ?? '',
    JSON.stringify(event.details),
    String(event.subjectCount),
    event.subjectsDigest,
    event.previousHash,
    event.hash,
  ]
  return (person: readonly string[]) => [...before, ...person, ...after]
}

const TOLD = ['kind', 'id', 'userId', 'name', 'email', 'outcome', 'reason', 'finding']
const NOBODY = Array.from({ length: TOLD.length + 3 }, () => '')

function toCells(row: NamedRow): string[] {
  const { position, kind, id, userId, name, email, outcome, outcomeReason, finding, erased } = toSubject(row)
  const texts = [kind, id, userId, name, email, outcome, outcomeReason, finding]
  return [String(position), ...texts.map((text) => text ?? ''), erased ? 'yes' : '', toMore(row)]
}

/** What an event says of a person beyond the columns: a ban's ID, what a report said. */
function toMore({ personal }: NamedRow): string {
  const more = Object.entries(personal ?? {}).filter(([key, value]) => !TOLD.includes(key) && value !== null)
  return more.length === 0 ? '' : JSON.stringify(Object.fromEntries(more))
}

/** A line for each event, with everything that its hash and the digests of its people are made of. */
function toJsonPart({ event, named, starts, ends }: Piece): string {
  const people = named
    .map(({ position, digest, salt, personal }) => JSON.stringify({ position, digest, salt, personal }))
    .join(',')
  if (!starts) return `,${people}${ends ? ']}\n' : ''}`
  return `${JSON.stringify(toMembers(event)).slice(0, -1)},"subjects":[${people}${ends ? ']}\n' : ''}`
}

function toMembers(event: EventRow) {
  return {
    seq: Number(event.seq),
    at: toIso(event),
    actor_kind: event.actorKind,
    actor_id: event.actorId,
    actor: event.actorName,
    verb: event.verb,
    result: event.result,
    said: auditWords(event),
    room: event.room,
    decision_id: event.decisionId,
    details: event.details,
    subject_count: event.subjectCount,
    subjects_digest: event.subjectsDigest,
    previous_hash: event.previousHash,
    hash: event.hash,
  }
}

function toIso({ at }: EventRow): string {
  return new Date(toMs(at) ?? 0).toISOString()
}
