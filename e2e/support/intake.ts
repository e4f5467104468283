import { randomUUID } from 'node:crypto'
import { asc, sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { participants, reportGroups, reports } from '#lib/db/schema'
import type { Incoming } from '#lib/reports/incoming'
import { ROOM } from './decisions.ts'

/** A report as a backend would send it. */
export function anIncoming(chosen: Partial<Incoming> = {}): Incoming {
  return {
    source: 'api',
    actor: { kind: 'token', id: 'token-1', name: 'host app' },
    room: ROOM,
    userId: 'u-sam',
    participantId: null,
    category: 'harassment',
    text: 'She shouts insults.',
    evidence: [],
    occurredAt: null,
    reporterUserId: 'u-mia',
    reporterName: null,
    intakeKey: null,
    ...chosen,
  }
}

type Person = Partial<typeof participants.$inferInsert>

/** Somebody whom presence lists, in the room since a minute. */
export async function storePerson(participantId: string, chosen: Person = {}): Promise<void> {
  const joinedAt = new Date(Date.now() - 60_000)
  const db = await database()
  await db.insert(participants).values({
    room: ROOM,
    participantId,
    userId: null,
    name: null,
    joinedAt,
    firstSeenAt: joinedAt,
    ...chosen,
  })
}

/** As many people as fill a hall. */
export async function fillRoom(room: string, people: number): Promise<void> {
  const db = await database()
  await db.execute(sql`
    insert into participants (room, participant_id, user_id, name, joined_at, first_seen_at)
    select ${room}, gen_random_uuid(), 'u-' || n, 'Person ' || n, now() - n * interval '1 second', now()
    from generate_series(1, ${people}::int) n`)
}

export async function listReports() {
  const db = await database()
  return db.select().from(reports).orderBy(asc(reports.receivedAt), asc(reports.text))
}

export async function listGroups() {
  const db = await database()
  return db.select().from(reportGroups).orderBy(asc(reportGroups.firstMs), asc(reportGroups.key))
}

/** As many different reports by one person as they like. */
export function aFlood(
  count: number,
  chosen: (number: number) => Partial<Incoming> = () => ({}),
): Incoming[] {
  return Array.from({ length: count }, (_, number) =>
    anIncoming({ userId: `u-${number}`, text: `${number} ${randomUUID()}`, ...chosen(number) }),
  )
}
