import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DailyPresence, RoomPresence } from '#lib/daily/presence'
import { compareSnapshot, type KnownSession } from './snapshot.ts'

const ROOMS = ['a', 'b', 'c']
const IDS = ['s-1', 's-2', 's-3', 's-4']
const NAMES = [null, 'Sam', 'Mia']
const ASKED_MS = 1_000_000

const aKnown = fc.record({
  room: fc.constantFrom(...ROOMS),
  participantId: fc.constantFrom(...IDS),
  userId: fc.constantFrom(null, 'u-1'),
  name: fc.constantFrom(...NAMES),
  listed: fc.boolean(),
  firstSeenMs: fc.constantFrom(ASKED_MS - 90_000, ASKED_MS - 10_000, ASKED_MS + 10),
})
const someKnown = fc.uniqueArray(aKnown, {
  selector: ({ room, participantId }) => `${room}/${participantId}`,
})

const aRow = fc.record({
  id: fc.constantFrom(...IDS),
  userId: fc.constantFrom(null, 'u-1'),
  userName: fc.constantFrom(...NAMES),
  meetingId: fc.constant(null),
  joinedAt: fc.constant(null),
})
const aRoom = fc.record({
  participants: fc.uniqueArray(aRow, { selector: ({ id }) => id }),
  partial: fc.boolean(),
})
const somePresence = fc.dictionary(fc.constantFrom(...ROOMS), aRoom).map(toPresence)

function toPresence(rooms: Record<string, Pick<RoomPresence, 'participants' | 'partial'>>): DailyPresence {
  const startedAt = new Date(ASKED_MS)
  const withCounts = Object.entries(rooms).map(([name, room]) => [name, { ...room, dropped: 0 }] as const)
  return { rooms: new Map(withCounts), participants: 0, dropped: 0, startedAt, endedAt: startedAt }
}

type Person = Pick<KnownSession, 'userId' | 'name'>

const personOf = ({ userId, name }: Person): Person => ({ userId, name })
const keyOf = ({ room, participantId }: Pick<KnownSession, 'room' | 'participantId'>) =>
  `${room}/${participantId}`

test('applied to what was known, the difference gives what Daily lists, the rest of partial rooms and whom only a webhook told of lately', async () => {
  await fc.assert(
    fc.asyncProperty(someKnown, somePresence, async (known, presence) => {
      const { joined, changed, left } = await compareSnapshot(known, presence)

      const after = new Map(known.map((session) => [keyOf(session), personOf(session)]))
      for (const session of left) after.delete(keyOf(session))
      for (const session of [...joined, ...changed]) after.set(keyOf(session), personOf(session))

      assert.deepEqual(sorted(after), sorted(expected(known, presence)))
    }),
  )
})

function expected(known: KnownSession[], presence: DailyPresence): Map<string, Person> {
  const kept = known.filter(
    ({ room, listed, firstSeenMs }) =>
      presence.rooms.get(room)?.partial === true || (!listed && firstSeenMs >= ASKED_MS - 60_000),
  )
  const model = new Map(kept.map((session) => [keyOf(session), personOf(session)]))
  for (const [room, { participants }] of presence.rooms)
    for (const { id, userId, userName } of participants)
      model.set(`${room}/${id}`, { userId, name: userName })
  return model
}

const sorted = (people: Map<string, Person>) => [...people].sort(([a], [b]) => a.localeCompare(b))

test('what has not changed is not written', async () => {
  const known = [
    { room: 'a', participantId: 's-1', userId: 'u-1', name: 'Sam', listed: true, firstSeenMs: 0 },
  ]
  const row = { id: 's-1', userId: 'u-1', userName: 'Sam', meetingId: null, joinedAt: null }
  const presence = toPresence({ a: { participants: [row], partial: false } })
  assert.deepEqual(await compareSnapshot(known, presence), { joined: [], changed: [], left: [] })
})
