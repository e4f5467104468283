import 'server-only'
import { sql } from 'drizzle-orm'
import type { Queryable } from '#lib/db/database'
import { type EventRow, readRows, type Wanted } from './rows.ts'
import { freeTextOf } from './view.ts'

/** Someone an event names, with what proves that nobody changed it since. Erased: neither text nor salt. */
export type NamedRow = {
  seq: number
  position: number
  digest: string
  salt: string | null
  personal: Record<string, unknown> | null
}

/** An event with all whom it names, or a part of them; `reason` is told with each part. */
export type Piece = {
  event: EventRow
  named: readonly NamedRow[]
  reason: string | null
  starts: boolean
  ends: boolean
}

const EVENTS = 100
const NAMED = 1_000

/** Events up to a number, oldest first, in pieces that are never large. */
export async function* readPieces(db: Queryable, wanted: Wanted, upTo: number): AsyncGenerator<Piece> {
  const bounded = { ...wanted, which: sql`${wanted.which} and seq <= ${upTo}::bigint` }
  for (let at = 0; ; ) {
    const events = await readRows(db, bounded, { direction: 'newer', at }, EVENTS)
    for (const together of inHandfuls(events)) yield* readTogether(db, together)
    const last = events.at(-1)
    if (last === undefined || events.length < EVENTS) return
    at = Number(last.seq)
  }
}

/** Neighbours that name few people are read together, an event that names many alone. */
function inHandfuls(events: readonly EventRow[]): EventRow[][] {
  const handfuls: EventRow[][] = []
  let named = NAMED
  for (const event of events) {
    named += event.subjectCount
    const last = handfuls.at(-1)
    if (last !== undefined && named <= NAMED) last.push(event)
    else {
      handfuls.push([event])
      named = event.subjectCount
    }
  }
  return handfuls
}

async function* readTogether(db: Queryable, events: readonly EventRow[]): AsyncGenerator<Piece> {
  const [first] = events
  if (first !== undefined && first.subjectCount > NAMED) return yield* readParts(db, first)
  const named = Map.groupBy(await readNamed(db, events, 0), ({ seq }) => seq)
  for (const event of events) {
    const own = named.get(Number(event.seq)) ?? []
    const reason = toReason(own.at(-1))
    yield { event, named: own, reason, starts: true, ends: true }
  }
}

async function* readParts(db: Queryable, event: EventRow): AsyncGenerator<Piece> {
  const count = event.subjectCount
  const reason = toReason((await readNamed(db, [event], count - 1)).at(0))
  for (let from = 0; from < count; from += NAMED) {
    const named = await readNamed(db, [event], from)
    yield { event, named, reason, starts: from === 0, ends: from + NAMED >= count }
  }
}

function toReason(last: NamedRow | undefined): string | null {
  return last === undefined ? null : freeTextOf(last)
}

async function readNamed(db: Queryable, events: readonly EventRow[], from: number): Promise<NamedRow[]> {
  const seqs = JSON.stringify(events.map(({ seq }) => Number(seq)))
  const { rows } = await db.execute<Omit<NamedRow, 'seq'> & { seq: number | string }>(sql`
    select s.seq, s.position, s.digest, s.salt, s.personal
    from jsonb_array_elements_text(${seqs}::jsonb) wanted(seq)
    cross join lateral (
      select * from audit_subjects where seq = wanted.seq::bigint
        and position >= ${from}::int and position < ${from + NAMED}::int offset 0
    ) s
    order by s.seq, s.position`)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}
