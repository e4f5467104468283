import 'server-only'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/db/database'
import { inTexts, type RawTime } from '#lib/db/sql'
import type { Cursor } from '#lib/keyset'
import type { Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { toMoments } from './days.ts'
import { nounsOf } from './groups.ts'
import type { AuditFilters } from './schemas.ts'

/** An event as it is stored, without the people it names. */
export type EventRow = {
  seq: number | string
  at: RawTime
  actorKind: 'operator' | 'token' | 'system'
  actorId: string | null
  actorName: string
  verb: string
  result: string
  room: string | null
  decisionId: string | null
  details: Record<string, unknown>
  subjectCount: number
  subjectsDigest: string
  previousHash: string
  hash: string
}

/** `found`: numbers of events that come into question, where an index tells them; null is any. */
export type Wanted = { which: SQL; found: SQL | null }

/** So many events are looked through in one statement: it must not hold up the embedded database. */
const STRETCH = 10_000

/** Events of rooms the operator covers; for admins also those without a room. */
export function isVisibleSql(operator: Operator): SQL {
  return operator.role === 'admin' ? sql`true` : coversRoomSql(operator, sql`room`)
}

export function toWanted(operator: Operator, filters: AuditFilters): Wanted {
  const { room, decisionId, who, person } = filters
  const { from, before } = toMoments(filters)
  const parts = [
    isVisibleSql(operator),
    ...(room === undefined ? [] : [sql`room = ${room}`]),
    ...(who === undefined ? [] : [sql`strpos(lower(actor_name), lower(${who.trim()}::text)) > 0`]),
    ...(from === null ? [] : [sql`at >= ${from.toISOString()}::timestamptz`]),
    ...(before === null ? [] : [sql`at < ${before.toISOString()}::timestamptz`]),
    ...ofGroup(filters),
  ]
  const decided = decisionId === undefined ? [] : [sql`decision_id = ${decisionId}::uuid`]
  return {
    which: sql.join([...parts, ...decided], sql` and `),
    found: person === undefined ? foundByDecision(decided) : foundByPerson(person),
  }
}

function ofGroup({ group }: AuditFilters): SQL[] {
  if (group === undefined) return []
  if (group === 'refusals') return [sql`result = 'refused'`]
  return [sql`split_part(verb, '.', 1) ${inTexts(nounsOf(group))}`]
}

function foundByDecision([decided]: SQL[]): SQL | null {
  return decided === undefined ? null : sql`select seq from audit_events where ${decided}`
}

/** An ID may have white space at its ends; whoever pastes one may have more. */
function foundByPerson(person: string): SQL {
  const ids = sql`in (${person}, ${person.trim()})`
  return sql`
    select seq from audit_subjects where personal ->> 'userId' ${ids}
    union
    select seq from audit_subjects where coalesce(personal ->> 'participantId', personal ->> 'id') ${ids}`
}

/** Up to `limit` events beyond the cursor, nearest to it first; without a cursor the newest. */
export async function readRows(
  db: Queryable,
  wanted: Wanted,
  cursor: Pick<Cursor, 'direction' | 'at'> | null,
  limit: number,
): Promise<EventRow[]> {
  return wanted.found === null
    ? readByStretches(db, wanted.which, cursor, limit)
    : readFound(db, wanted.which, wanted.found, cursor, limit)
}

type Beyond = Pick<Cursor, 'direction' | 'at'> | null

const COLUMNS = sql`seq, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", verb, result,
  room, decision_id as "decisionId", details, subject_count as "subjectCount", subjects_digest as "subjectsDigest",
  previous_hash as "previousHash", hash`

/** Each event by its number, whatever the planner knows of the table. */
async function readFound(
  db: Queryable,
  which: SQL,
  found: SQL,
  cursor: Beyond,
  limit: number,
): Promise<EventRow[]> {
  const goingUp = cursor?.direction === 'newer'
  const order = goingUp ? sql`asc` : sql`desc`
  const beyond = cursor === null ? sql`true` : sql`seq ${goingUp ? sql`>` : sql`<`} ${cursor.at}::bigint`
  const { rows } = await db.execute<EventRow>(sql`
    with found as materialized (${found})
    select e.* from (select seq from found where ${beyond} order by seq ${order}) f
    cross join lateral (select ${COLUMNS} from audit_events where seq = f.seq and ${which} offset 0) e
    order by f.seq ${order} limit ${limit}`)
  return rows
}

async function readByStretches(
  db: Queryable,
  which: SQL,
  cursor: Beyond,
  limit: number,
): Promise<EventRow[]> {
  const head = await readHead(db)
  const goingUp = cursor?.direction === 'newer'
  const rows: EventRow[] = []
  let edge = cursor?.at ?? head + 1
  while (rows.length < limit && (goingUp ? edge < head : edge > 1)) {
    const far = goingUp ? edge + STRETCH : edge - STRETCH
    const within = goingUp
      ? sql`seq > ${edge}::bigint and seq <= ${far}::bigint`
      : sql`seq < ${edge}::bigint and seq >= ${far}::bigint`
    const read = await db.execute<EventRow>(sql`
      select ${COLUMNS} from audit_events where ${within} and ${which}
      order by seq ${goingUp ? sql`asc` : sql`desc`} limit ${limit - rows.length}`)
    rows.push(...read.rows)
    edge = far
    await letOthersGo()
  }
  return rows
}

/** The number of the newest event. */
export async function readHead(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ seq: number | string }>(sql`select seq from audit_head where id = 1`)
  return Number(rows[0]?.seq ?? 0)
}
