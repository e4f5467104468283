import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { anEject, eject, ROOM, session, storeBan, user } from '#e2e/support/decisions'
import { expectLoggedError, loggedLines } from '#e2e/support/logs'
import { anOperator, protect } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { presenceState } from '#lib/db/schema'
import { recordIntent } from '#lib/decisions/intent'
import { preFlight } from '#lib/decisions/look-ahead'
import { preFlightInput } from '#lib/decisions/schemas'
import { pollPresence } from './events.ts'
import { onPresence } from './listeners.ts'
import { getRoster, noteOpened } from './queries.ts'
import { refreshRooms } from './rooms.ts'

withDatabase()
const { daily } = withSandbox()

const viewer = anOperator('viewer')
const moderator = anOperator('moderator')

beforeEach(() => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
})

const roster = () => getRoster(viewer, { room: ROOM })

async function rowOf(participantId: string) {
  return (await roster()).participants.find((person) => person.participantId === participantId)
}

test('the roster is what Daily lists, by its ids, in the order of joining', async () => {
  const now = Date.now()
  const late = daily().join(ROOM, { userName: 'Mia', userId: 'u-mia', joinedAt: now - 1_000 })
  const early = daily().join(ROOM, { userName: '', joinedAt: now - 60_000 })
  await pollNow()

  const { participants, stale, partial, known, trouble } = await roster()
  assert.deepEqual(
    participants.map(({ participantId, userId, state }) => [participantId, userId, state]),
    [
      [early, null, 'here'],
      [late, 'u-mia', 'here'],
    ],
  )
  assert.deepEqual([stale, partial, known, trouble], [false, false, true, null])
  assert.equal(participants[0]?.joinedAt, now - 60_000)
})

test('a user ID that only repeats the session is none', async () => {
  daily().setQuirks({ presenceTokenlessUserId: 'session-id' })
  const guest = daily().join(ROOM, { userName: 'Guest' })
  await pollNow()
  assert.equal((await rowOf(guest))?.userId, null)
})

test('who left stays greyed for ten minutes', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam' })
  await pollNow()
  daily().leave(sam)
  await pollNow()
  const row = await rowOf(sam)
  assert.deepEqual([row?.state, row?.endedHow], ['left', 'left'])
  await letTimePass(601)
  assert.equal(await rowOf(sam), undefined)
})

for (const kind of [
  '500',
  '502-html',
  '200-html',
  'truncated-json',
  'cut-off-json',
  'reset',
  'rate-limited',
] as const) {
  test(`a poll that ends in "${kind}" changes nobody and says that Daily cannot be read`, async () => {
    const sam = daily().join(ROOM, { userName: 'Sam' })
    await pollNow()
    daily().leave(sam)
    daily().addFault({ route: 'presence', kind, times: 1 })

    assert.equal(await pollNow(), null)
    const { participants, stale, trouble } = await roster()
    assert.deepEqual([participants[0]?.state, stale], ['here', true])
    assert.match(trouble ?? '', /^Daily .*\.$|^The connection .*\.$/)

    await pollNow()
    assert.deepEqual([(await rowOf(sam))?.state, (await roster()).trouble], ['left', null])
  })
}

test('a row that cannot be read is dropped, makes its room partial, and nobody is called gone from it', async () => {
  daily().createRoom({ name: 'other' })
  const people = [ROOM, ROOM, 'other'].map((room, index) => daily().join(room, { userName: `p${index}` }))
  await pollNow()
  for (const id of people.slice(1)) daily().leave(id)
  daily().addFault({ route: 'presence', kind: 'bad-rows', times: 1 })
  await pollNow()

  const { participants, partial } = await roster()
  assert.deepEqual([partial, participants.map(({ state }) => state)], [true, ['here', 'here']])
  assert.equal((await getRoster(viewer, { room: 'other' })).participants[0]?.state, 'left')

  await pollNow()
  assert.equal((await roster()).partial, false)
  assert.equal((await rowOf(people[1] ?? ''))?.state, 'left')
})

test('somebody listed again after having been gone is here again', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  daily().addFault({ route: 'presence', kind: '200-empty-object', times: 2 })
  await pollNow()
  assert.equal((await rowOf(sam))?.state, 'left')
  daily().clearFaults()
  await pollNow()
  const row = await rowOf(sam)
  assert.deepEqual([row?.state, row?.leftAt, row?.endedHow], ['here', null, null])
})

test('a changed name is taken over', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', id: '0b9d2f1e-0000-4000-8000-000000000001' })
  await pollNow()
  daily().leave(sam)
  daily().join(ROOM, { userName: 'Samantha', id: sam })
  await pollNow()
  assert.equal((await rowOf(sam))?.name, 'Samantha')
})

test('300 people are all listed', async () => {
  daily().joinMany(
    ROOM,
    Array.from({ length: 300 }, (_, index) => ({ userName: `p${index}` })),
  )
  await pollNow()
  assert.equal((await roster()).participants.length, 300)
})

test('every poll notes its start, of the newest five', async () => {
  const db = await database()
  const recent = async () => {
    const [row] = await db
      .select({ recent: presenceState.recentPolls })
      .from(presenceState)
      .where(eq(presenceState.id, 1))
    return row?.recent ?? []
  }
  await pollPresence([1, 2, 3, 4, 5])
  assert.deepEqual((await recent()).slice(0, 4), [2, 3, 4, 5])
  daily().addFault({ route: 'presence', kind: '500' })
  await pollPresence([])
  assert.equal((await recent()).length, 1, 'a failed one as well')
})

test('what happened to somebody is marked: protected, banned here or elsewhere, ejected before', async () => {
  const ids = ['u-staff', 'u-here', 'u-wide', 'u-else', 'u-past'].map((userId) =>
    daily().join(ROOM, { userName: userId, userId }),
  )
  await protect('u-staff', 'u-here', 'u-wide', 'u-else')
  await storeBan('u-here')
  await storeBan('u-wide', { scopeKind: 'pattern', scopeValue: 'class-*' })
  await storeBan('u-else', { scopeValue: 'lobby' })
  await storeBan('u-past', { endsAt: new Date(Date.now() - 1) })
  await pollNow()

  const rows = await Promise.all(ids.map(rowOf))
  assert.deepEqual(
    rows.map((row) => [row?.protected, row?.banned]),
    [
      [true, null],
      [true, 'here'],
      [true, 'here'],
      [true, 'elsewhere'],
      [false, null],
    ],
  )
})

test('somebody ejected before, in any room, carries the count', async () => {
  daily().join(ROOM, { userName: 'Host' })
  const first = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await eject(moderator, [session(first)])
  await pollNow()
  const second = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  assert.equal((await rowOf(second))?.ejectedBefore, 1)
  assert.deepEqual([(await rowOf(first))?.state, (await rowOf(first))?.endedHow], ['left', 'ejected'])
})

test('whom a colleague is deciding on or ejecting is shown to others', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  const input = preFlightInput.parse({ targets: [{ kind: 'user', id: 'u-sam' }], ban: false, deciding: true })
  await preFlight(moderator, { ...input, room: ROOM })
  assert.equal((await rowOf(sam))?.decidingBy, moderator.name)
  const own = await getRoster(moderator, { room: ROOM })
  assert.equal(own.participants[0]?.decidingBy, null, 'not to oneself')

  const actor = { kind: 'operator', id: moderator.id, name: moderator.name } as const
  await recordIntent({ ...moderator, actor }, anEject([user('u-sam')]))
  assert.equal((await rowOf(sam))?.ejectingBy, moderator.name)

  await letTimePass(26)
  assert.equal((await rowOf(sam))?.decidingBy, null, 'an open dialog is forgotten')
})

test('a room that was opened gets its privacy read, and one Daily does not know is said to be unknown', async () => {
  await noteOpened(viewer, { room: ROOM })
  await noteOpened(viewer, { room: 'nowhere' })
  await refreshRooms()
  assert.equal((await roster()).privacy, 'private')
  assert.equal((await getRoster(viewer, { room: 'nowhere' })).known, false)
})

test('a room that is not among one’s own is not shown', async () => {
  const stranger = anOperator('viewer', { patterns: ['lab-*'] })
  await assert.rejects(getRoster(stranger, { room: ROOM }), { code: 'forbidden' })
  await assert.rejects(noteOpened(stranger, { room: ROOM }), { code: 'forbidden' })
})

test('a listener that fails keeps none of the others from hearing, and its failure names no person', async () => {
  expectLoggedError(/a presence listener failed/)
  let heard = 0
  onPresence('breaks', async () => {
    const db = await database()
    await db.insert(presenceState).values({ id: 1, trouble: 'Sam Secret' })
  })
  onPresence('hears', async () => {
    heard += 1
  })
  await pollNow()
  onPresence('breaks', async () => {})
  onPresence('hears', async () => {})
  assert.equal(heard, 1)
  assert.ok(!loggedLines().join('').includes('Sam Secret'))
})
