import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { eject, findParticipantRow, ROOM, session } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { type NewBans, storeBans } from '#lib/bans/store'
import { database, databaseKind, inTransaction } from '#lib/db/database'
import { participants } from '#lib/db/schema'
import { protectUserIds } from '#lib/protection/commands'
import { takeSnapshot } from './events.ts'
import { getRosterChanges } from './queries.ts'
import { mergeRoster } from './roster.ts'

withDatabase()
const { daily } = withSandbox()

const viewer = anOperator('viewer')
const ask = (after?: string) =>
  getRosterChanges(viewer, { room: ROOM, ...(after === undefined ? {} : { after }) })

beforeEach(() => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
})

const A_BAN = {
  people: [{ userId: 'u-sam', name: 'Sam' }],
  scope: { kind: 'room', value: ROOM },
  seconds: 60,
  startsAt: new Date(Date.now() - 1_000),
  policy: 'other',
  reason: '',
  source: 'operator',
  decisionId: null,
  createdBy: { id: 'op', name: 'Noor' },
} as const satisfies NewBans

async function write(participantId: string, name = 'Sam') {
  const db = await database()
  const now = new Date()
  await db
    .insert(participants)
    .values({
      room: ROOM,
      participantId,
      name,
      userId: `u-${participantId}`,
      joinedAt: now,
      firstSeenAt: now,
    })
    .onConflictDoUpdate({ target: [participants.room, participants.participantId], set: { name } })
}

test('the first answer is everything, the next only what changed, and then nothing', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam' })
  daily().join(ROOM, { userName: 'Mia' })
  await pollNow()
  const first = await ask()
  assert.deepEqual([first.full, first.rows.length], [true, 2])

  daily().leave(sam)
  await pollNow()
  const second = await ask(first.cursor)
  assert.deepEqual([second.full, second.rows.map((row) => row.participantId)], [false, [sam]])
  assert.ok(second.rows[0]?.leftAt)

  await pollNow()
  assert.deepEqual((await ask(second.cursor)).rows, [])
})

test('a ban, its lifting and a protection are changes of the people they concern', async () => {
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().join(ROOM, { userName: 'Mia', userId: 'u-mia' })
  await pollNow()
  let { cursor } = await ask()

  await inTransaction((tx) => storeBans(tx, A_BAN))
  const banned = await ask(cursor)
  assert.deepEqual(
    banned.rows.map((row) => [row.userId, row.banned]),
    [['u-sam', 'here']],
  )
  cursor = banned.cursor
  await protectUserIds(anOperator('admin'), { text: 'u-mia', note: '' })
  assert.deepEqual(
    (await ask(cursor)).rows.map((row) => [row.userId, row.protected]),
    [['u-mia', true]],
  )
})

test('a cursor that is not ours, too old, or ahead of the database gets everything', async () => {
  await write('s-1')
  const now = Date.now()
  for (const after of [
    'x',
    '',
    `${now}.1:2:'); drop table participants; --`,
    `${now - 301_000}.1:1:`,
    `${now + 60_000}.1:1:`,
    `${now}.1:999999999999:`,
  ]) {
    const { full, rows } = await ask(after)
    assert.deepEqual([after, full, rows.length], [after, true, 1])
  }
})

test('nobody outside the room is told of, nor of another room', async () => {
  await write('s-1')
  const elsewhere = anOperator('viewer', { patterns: ['other-*'] })
  await assert.rejects(getRosterChanges(elsewhere, { room: ROOM }), { code: 'forbidden' })
  assert.deepEqual((await getRosterChanges(viewer, { room: 'other' })).rows, [])
})

test('a transaction that began earlier and ends later is not missed', async (t) => {
  if ((await databaseKind()) === 'embedded') return t.diagnostic('the embedded database knows no two at once')
  const mayEnd = Promise.withResolvers<void>()
  const hasWritten = Promise.withResolvers<void>()
  const slow = inTransaction(async (tx) => {
    await tx.execute(sql`insert into participants (room, participant_id, joined_at, first_seen_at)
      values (${ROOM}, 'slow', now(), now())`)
    hasWritten.resolve()
    await mayEnd.promise
  })
  await hasWritten.promise
  await write('fast')
  const before = await ask()
  assert.deepEqual(
    before.rows.map((row) => row.participantId),
    ['fast'],
  )
  mayEnd.resolve()
  await slow
  const after = await ask(before.cursor)
  assert.deepEqual(
    after.rows.map((row) => row.participantId),
    ['slow'],
  )
  assert.deepEqual((await ask(after.cursor)).rows, [])
})

test('under writers at once every change is told exactly once, and the sum is the truth', async () => {
  const told = new Map<string, string[]>()
  let roster = mergeRoster(null, await ask(), Date.now())
  let isWriting = true
  const writer = async (number: number) => {
    for (let round = 0; round < 15; round += 1) {
      await inTransaction(async (tx) => {
        await tx.execute(sql`
          insert into participants (room, participant_id, name, joined_at, first_seen_at)
          values (${ROOM}, ${`s-${number}`}, ${`name-${round}`}, now(), now())
          on conflict (room, participant_id) do update set name = excluded.name`)
        await delay(Math.random() * 4)
      })
    }
  }
  const reader = async () => {
    for (let last = false; ; ) {
      const changes = await ask(roster.cursor)
      for (const { participantId, name } of changes.rows)
        told.set(participantId, [...(told.get(participantId) ?? []), name ?? ''])
      roster = mergeRoster(roster, changes, Date.now())
      if (last) return
      last = !isWriting
    }
  }
  const reading = reader()
  await Promise.all(Array.from({ length: 8 }, (_, index) => writer(index)))
  isWriting = false
  await reading

  for (const names of told.values()) {
    assert.equal(new Set(names).size, names.length, 'nothing is told twice')
    assert.equal(names.at(-1), 'name-14')
  }
  const db = await database()
  const truth = await db
    .select({ id: participants.participantId, name: participants.name })
    .from(participants)
    .where(eq(participants.room, ROOM))
  assert.deepEqual(
    new Map(roster.participants.map((row) => [row.participantId, row.name])),
    new Map(truth.map((row) => [row.id, row.name])),
  )
})

async function pollAs(participantId: string, userName: string) {
  const startedAt = new Date()
  const row = { id: participantId, userId: 'u-sam', userName, meetingId: null, joinedAt: startedAt }
  const rooms = new Map([[ROOM, { participants: [row], partial: false, dropped: 0 }]])
  await takeSnapshot({ rooms, participants: 1, dropped: 0, startedAt, endedAt: startedAt })
}

test('a name that changed is kept beside the new one, once', async () => {
  for (const name of ['Sam', 'Max', 'Sam', 'Zoe']) await pollAs('s-1', name)
  const { rows } = await ask()
  assert.deepEqual([rows[0]?.name, rows[0]?.earlierNames], ['Zoe', ['Sam', 'Max']])
})

test('whose end nobody saw ended at an unknown moment, at the last look', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam' })
  const look = await pollNow()
  await letTimePass(3_600)
  daily().leave(sam)
  await pollNow()
  const row = await findParticipantRow(sam)
  assert.equal(row?.endedHow, 'unknown')
  assert.equal(row?.leftAt?.getTime(), (look?.asOf.getTime() ?? 0) - 3_600_000)
})

test('somebody like an ejected one who joins soon after is told as a possible return', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await eject(anOperator('moderator'), [session(sam)])
  daily().join(ROOM, { userName: 'ЅАМ' })
  daily().join(ROOM, { userName: 'Mia', userId: 'u-mia' })
  await pollNow()
  const { rows } = await ask()
  assert.deepEqual(
    rows
      .filter((row) => row.leftAt === null)
      .toSorted((a, b) => Number(a.userId !== null) - Number(b.userId !== null))
      .map(({ name, possibleReturn }) => [name, possibleReturn?.reasons]),
    [
      ['ЅАМ', ['look_alike_name', 'no_user_id', 'soon_after']],
      ['Mia', undefined],
    ],
  )
})
