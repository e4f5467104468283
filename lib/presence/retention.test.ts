import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asc, sql } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { eject, listAudit, ROOM, session } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { decisionTargets, participants, settings, webhookEvents } from '#lib/db/schema'
import { getRoster } from './queries.ts'
import { purgeHistory } from './retention.ts'

withDatabase()
const { daily } = withSandbox()

const DAYS = 30

/** Ages in days; a null leaves somebody present since that long. */
async function storePeople(people: Record<string, { joined: number; left: number | null }>) {
  const db = await database()
  const rows = Object.entries(people).map(([participantId, { joined, left }]) => ({
    room: ROOM,
    participantId,
    joinedAt: daysAgo(joined),
    firstSeenAt: daysAgo(joined),
    leftAt: left === null ? null : daysAgo(left),
  }))
  await db.insert(participants).values(rows)
}

async function storeMany(count: number) {
  const db = await database()
  await db.execute(sql`insert into participants (room, participant_id, joined_at, first_seen_at, left_at)
    select ${ROOM}, 'p-' || n, now() - interval '50 days', now(), now() - interval '40 days' from generate_series(1, ${count}::int) n`)
}

async function storeEvents(ages: Record<string, number>) {
  const db = await database()
  const rows = Object.entries(ages).map(([key, age]) => ({
    key,
    type: 'participant.joined',
    receivedAt: daysAgo(age),
    standing: 'fresh' as const,
    body: {},
  }))
  await db.insert(webhookEvents).values(rows)
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}

async function keptPeople() {
  const db = await database()
  const rows = await db
    .select({ id: participants.participantId })
    .from(participants)
    .orderBy(asc(participants.participantId))
  return rows.map(({ id }) => id)
}

async function keptEvents() {
  const db = await database()
  const rows = await db.select({ key: webhookEvents.key }).from(webhookEvents).orderBy(asc(webhookEvents.key))
  return rows.map(({ key }) => key)
}

async function purges() {
  return (await listAudit()).filter(({ verb }) => verb === 'history.purge')
}

test('what is older than the setting goes, everything else stays, and the record counts it', async () => {
  await storePeople({
    'long-gone': { joined: 40, left: 31 },
    'just-in-time': { joined: 40, left: 29 },
    'here-for-ages': { joined: 400, left: null },
  })
  await storeEvents({ old: 31, young: 29 })

  assert.equal(await purgeHistory(DAYS), 2)
  assert.deepEqual(await keptPeople(), ['here-for-ages', 'just-in-time'])
  assert.deepEqual(await keptEvents(), ['young'])
  assert.deepEqual(
    (await purges()).map(({ actorKind, details }) => ({ actorKind, details })),
    [{ actorKind: 'system', details: { participants: 1, webhookEvents: 1, days: DAYS } }],
  )
})

test('a purge that finds nothing leaves no trace', async () => {
  await storePeople({ here: { joined: 400, left: null } })

  assert.equal(await purgeHistory(DAYS), 0)
  assert.deepEqual(await keptPeople(), ['here'])
  assert.deepEqual(await listAudit(), [])
  assert.deepEqual(await (await database()).select().from(settings), [])
})

test('more than a statement takes goes in several, with one event', async () => {
  await storeMany(1_203)

  assert.equal(await purgeHistory(DAYS), 1_203)
  assert.deepEqual(await keptPeople(), [])
  assert.deepEqual(
    (await purges()).map(({ details }) => details.participants),
    [1_203],
  )
})

test('two purges at once delete each row once, and the record counts no more than that', async () => {
  await storeMany(700)
  const deleted = await Promise.all([purgeHistory(DAYS), purgeHistory(DAYS)])

  assert.equal(deleted[0] + deleted[1], 700)
  const counts = (await purges()).map(({ details }) => Number(details.participants))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    700,
  )
})

test('what a purge deleted before it broke off is on record with the next', async () => {
  await storeMany(600)
  const stop = new AbortController()
  const purge = purgeHistory(DAYS, stop.signal)
  stop.abort()
  const before = await purge

  assert.deepEqual(await purges(), [])
  assert.equal(before + (await purgeHistory(DAYS)), 600)
  assert.deepEqual(
    (await purges()).map(({ details }) => details.participants),
    [600],
  )
})

test('a decision keeps the names and IDs of its people, and the roster does not change', async () => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().join(ROOM, { userName: 'Mia', userId: 'u-mia' })
  await pollNow()
  await eject(anOperator('moderator'), [session(sam)])
  await storePeople({ 'long-gone': { joined: 40, left: 31 } })
  const db = await database()
  const before = await getRoster(anOperator('viewer'), { room: ROOM })
  await purgeHistory(DAYS)

  const after = await getRoster(anOperator('viewer'), { room: ROOM })
  assert.deepEqual(after.participants, before.participants)
  await db.execute(
    sql`update participants set left_at = now() - interval '31 days' where participant_id = ${sam}`,
  )
  assert.equal(await purgeHistory(DAYS), 1)
  const targets = await db
    .select({ name: decisionTargets.name, userId: decisionTargets.userId, id: decisionTargets.targetId })
    .from(decisionTargets)
  assert.deepEqual(targets, [{ name: 'Sam', userId: 'u-sam', id: sam }])
})
