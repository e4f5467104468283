import 'server-only'
import { and, count, eq, isNull, sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { participants, presenceState } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import { env } from '#lib/env'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type { RoomInput } from '#lib/rooms/schemas'
import { readCursor, toCursorText } from './cursor.ts'
import { wantPoll } from './events.ts'
import { noteRoomOpened } from './rooms.ts'
import { type Knowledge, mergeRoster, type RoomPrivacy, type Roster, type RosterChanges } from './roster.ts'
import { readRosterRows } from './roster-rows.ts'
import type { RosterInput } from './schemas.ts'

/** A room as its page first shows it: everybody here now, and who left within ten minutes. */
export async function getRoster(operator: Operator, { room }: RoomInput): Promise<Roster> {
  return mergeRoster(null, await getRosterChanges(operator, { room }), Date.now())
}

/** More people in a page's HTML would be slow to come and slow to come alive. */
const MOST_IN_PAGE = 400

export type FirstRoster = { roster: Roster; expected: number }

/**
 * A room for the HTML of its page. In a crowd nobody comes along: `expected` says how many there are, and the page asks
 * for them, as its roster has no cursor.
 */
export async function getFirstRoster(operator: Operator, { room }: RoomInput): Promise<FirstRoster> {
  assertCan(operator, 'room.see', { room })
  const db = await database()
  const expected = await countPresent(db, room)
  if (expected <= MOST_IN_PAGE) return { roster: await getRoster(operator, { room }), expected: 0 }
  const { missing, ...head } = await readHead(db, room)
  return { roster: { room, cursor: '', ...head, known: !missing, participants: [] }, expected }
}

async function countPresent(db: Queryable, room: string): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(participants)
    .where(and(eq(participants.room, room), isNull(participants.leftAt)))
  return row?.people ?? 0
}

/** What changed in a room since the cursor `after`, each change once; everything without one that can be used. */
export async function getRosterChanges(
  operator: Operator,
  { room, after }: RosterInput,
): Promise<RosterChanges> {
  assertCan(operator, 'room.see', { room })
  const db = await database()
  const readAtMs = Date.now()
  const [seen, head, acting] = await Promise.all([
    readRosterRows(db, room, readCursor(after, readAtMs)),
    readHead(db, room),
    readActing(db, room, operator),
  ])
  const { missing, ...known } = head
  return {
    room,
    cursor: toCursorText({ snapshot: seen.snapshot, readAtMs }),
    full: seen.full,
    rows: seen.rows,
    ...acting,
    ...known,
    known: !missing || seen.rows.length > 0,
  }
}

/** A room page was opened: its privacy and fresh presence are wanted. */
export async function noteOpened(operator: Operator, { room }: RoomInput): Promise<void> {
  assertCan(operator, 'room.see', { room })
  await noteRoomOpened(room)
  await wantPoll()
}

/** How old and how sure our knowledge of presence is. */
export async function readKnowledge(db: Queryable): Promise<Knowledge> {
  const [row] = await db
    .select({
      asOf: presenceState.asOf,
      trouble: presenceState.trouble,
      webhookAt: presenceState.webhookAt,
    })
    .from(presenceState)
    .where(eq(presenceState.id, 1))
  return toKnowledge(row ?? { asOf: null, trouble: null, webhookAt: null })
}

const WEBHOOKS_ON_MS = 900_000

function toKnowledge({
  asOf,
  trouble,
  webhookAt,
}: {
  asOf: RawTime
  trouble: string | null
  webhookAt: RawTime
}) {
  const asOfMs = toMs(asOf)
  const webhookMs = toMs(webhookAt)
  const staleAfterMs = Math.max(10_000, 3_000 * env().PRESENCE_INTERVAL_SECONDS)
  return {
    asOf: asOfMs,
    trouble,
    stale: trouble !== null || asOfMs === null || Date.now() - asOfMs > staleAfterMs,
    webhooks: webhookMs !== null && Date.now() - webhookMs < WEBHOOKS_ON_MS,
  }
}

type Head = {
  asOf: RawTime
  trouble: string | null
  webhookAt: RawTime
  privacy: RoomPrivacy | null
  partial: boolean
  missing: boolean
}

async function readHead(db: Queryable, room: string) {
  const { rows } = await db.execute<Head>(sql`
    select s.as_of as "asOf", s.trouble, s.webhook_at as "webhookAt", r.privacy, coalesce(r.partial, false) as partial,
      coalesce(r.missing, false) as missing
    from presence_state s left join rooms r on r.room = ${room} where s.id = 1`)
  const [head] = rows
  if (head === undefined) throw new Error('The presence state has no row.')
  const { privacy, partial, missing, ...knowledge } = head
  return { ...toKnowledge(knowledge), privacy, partial, missing }
}

/** Colleagues at work on people of this room; one's own dialog is no news. */
async function readActing(db: Queryable, room: string, { id: operatorId }: Operator) {
  const { rows } = await db.execute<{ doing: 'ejecting' | 'deciding'; id: string; by: string }>(sql`
    select 'ejecting' as doing, s ->> 'participantId' as id, min(d.operator_name) as by
    from decisions d join decision_targets t on t.decision_id = d.id cross join jsonb_array_elements(t.sessions) s
    where d.room = ${room} and d.status = 'open' and t.outcome is null
    group by 2
    union all
    select 'deciding', i.id, min(a.operator_name) from attention a cross join jsonb_array_elements_text(a.ids) i(id)
    where a.room = ${room} and a.operator_id <> ${operatorId} and a.until > now()
    group by 2`)
  const named = (doing: string) =>
    Object.fromEntries(rows.filter((row) => row.doing === doing).map(({ id, by }) => [id, by]))
  return { ejecting: named('ejecting'), deciding: named('deciding') }
}
