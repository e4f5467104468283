import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { decisions, rooms } from '#lib/db/schema'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { listRooms } from './queries.ts'
import { changeOf, STEPS } from './trend.ts'

withDatabase()

const WAVE = { joins: 5, minutes: 2 }
const viewer = anOperator('viewer')

/** `count` people who joined, and perhaps left, so many seconds ago by the database's clock. */
async function store(room: string, { count = 1, joined, left = null }: Stay) {
  const db = await database()
  await db.execute(sql`
    insert into participants (room, participant_id, joined_at, first_seen_at, left_at)
    select ${room}, gen_random_uuid(), now() - make_interval(secs => ${joined}), now(),
      now() - make_interval(secs => ${left}::float) from generate_series(1, ${count}::int)`)
}
type Stay = { count?: number; joined: number; left?: number | null }

async function list(operator = viewer, wave = WAVE): Promise<RoomOverviewRow[]> {
  return (await listRooms(operator, wave)).rooms
}

async function rowOf(room: string): Promise<RoomOverviewRow> {
  const row = (await list()).find((found) => found.room === room)
  if (row === undefined) throw new Error(`${room} is not listed.`)
  return row
}

test('rooms with people in them are listed, the fullest first', async () => {
  await store('small', { joined: 900, count: 2 })
  await store('large', { joined: 900, count: 7 })
  await store('emptied', { joined: 900, left: 5 })

  assert.deepEqual(
    (await list()).map(({ room, people }) => [room, people]),
    [
      ['large', 7],
      ['small', 2],
    ],
  )
})

test('the plot tells how many were here at each half minute of the last ten', async () => {
  await store('r', { joined: 1_200 })
  await store('r', { joined: 900, left: 120 })
  await store('r', { joined: 300, count: 2 })
  await store('r', { joined: 200, left: 170 })

  const { people, trend } = await rowOf('r')
  assert.deepEqual([people, trend.length, changeOf(trend)], [3, STEPS + 1, 1])
  // What happened so many seconds ago shows half a minute earlier or later: steps end at whole half minutes.
  const at = (secondsAgo: number) => trend[STEPS - Math.floor(secondsAgo / 30)]
  assert.deepEqual([trend[0], at(360), at(240), at(60), at(0)], [2, 2, 4, 3, 3])
})

test('a room where nobody came or went has no plot', async () => {
  await store('quiet', { joined: 700, count: 3 })
  await store('quiet', { joined: 2_000, left: 700 })

  assert.deepEqual((await rowOf('quiet')).trend, [])
})

test('somebody whose joining lies ahead by Daily’s clock has joined in the last step', async () => {
  await store('r', { joined: 900 })
  await store('r', { joined: -90 })

  const { trend } = await rowOf('r')
  assert.deepEqual([trend.at(-2), trend.at(-1)], [1, 2])
})

test('as many joins as the setting says make a wave, also of people who are gone again, and come first', async () => {
  await store('full', { joined: 900, count: 50 })
  await store('raided', { joined: 60, count: 3 })
  await store('raided', { joined: 100, left: 20, count: 2 })
  await store('nearly', { joined: 60, count: 4 })
  await store('earlier', { joined: 150, count: 9 })

  const rows = await list()
  assert.deepEqual(
    rows.map(({ room, wave }) => [room, wave]),
    [
      ['raided', { joins: 5, minutes: 2 }],
      ['full', null],
      ['earlier', null],
      ['nearly', null],
    ],
  )
})

test('a wave may reach back further than the plot', async () => {
  await store('slow', { joined: 3_000, count: 3 })
  await store('slow', { joined: 3_000, left: 2_000, count: 2 })

  const [row] = await list(viewer, { joins: 5, minutes: 60 })
  assert.deepEqual([row?.wave, row?.trend], [{ joins: 5, minutes: 60 }, []])
})

test('rooms outside an operator’s patterns never appear, whatever happens in them', async () => {
  for (const room of ['class-1', 'class-2', 'Class-3', 'townhall'])
    await store(room, { joined: 30, count: 9 })
  const seen = async (patterns: string[]) =>
    (await list(anOperator('moderator', { patterns }))).map(({ room }) => room)

  assert.deepEqual(await seen(['class-*']), ['class-1', 'class-2'])
  assert.deepEqual(await seen(['townhall']), ['townhall'])
  assert.deepEqual(await seen([]), [])
  assert.equal((await list(anOperator('admin', { patterns: [] }))).length, 4)
})

test('a room tells its privacy, since when it is live, and the last decision', async () => {
  const db = await database()
  await store('r', { joined: 600 })
  await store('r', { joined: 60 })
  await db.insert(rooms).values({ room: 'r', privacy: 'public', partial: true })
  for (const [operatorName, minutesAgo] of [
    ['Noor', 9],
    ['Eve', 4],
  ] as const)
    await db.insert(decisions).values(aDecision('r', operatorName, minutesAgo))

  const { privacy, partial, liveSince, lastDecision } = await rowOf('r')
  assert.deepEqual([privacy, partial], ['public', true])
  assert.ok(Math.abs(Date.now() - 600_000 - (liveSince ?? 0)) < 60_000)
  assert.deepEqual([lastDecision?.by, lastDecision?.ban, lastDecision?.targets], ['Eve', true, 3])
})

test('500 rooms with 10,000 people come in one answer, each with its own numbers', async () => {
  const db = await database()
  await db.execute(sql`
    insert into participants (room, participant_id, joined_at, first_seen_at)
    select 'room-' || (n % 500), 'p-' || n, now() - make_interval(secs => 900 - 60 * (n % 2)), now()
    from generate_series(1, 10000) n`)
  await db.execute(sql`
    insert into participants (room, participant_id, joined_at, first_seen_at, left_at)
    select 'room-' || (n % 500), 'gone-' || n, now() - interval '20 minutes', now(), now() - interval '5 minutes'
    from generate_series(1, 1000) n`)

  const rows = await list()
  assert.equal(rows.length, 500)
  assert.ok(rows.every(({ people, trend }) => people === 20 && changeOf(trend) === -2))
})

function aDecision(room: string, operatorName: string, minutesAgo: number) {
  return {
    id: crypto.randomUUID(),
    operatorName,
    intentKey: crypto.randomUUID(),
    room,
    source: 'operator',
    ban: true,
    policy: 'other',
    policyVersion: 1,
    targetCount: 3,
    callsPlanned: 1,
    askedAt: new Date(Date.now() - minutesAgo * 60_000),
  } as const
}
