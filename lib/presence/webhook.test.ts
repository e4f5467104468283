import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { eject, ROOM, session } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import type { DailyEvent } from '#lib/daily/webhook-event'
import { database } from '#lib/db/database'
import { participants, presenceState, webhookEvents } from '#lib/db/schema'
import { getRoster } from './queries.ts'
import { takeWebhookEvent } from './webhook.ts'

withDatabase()
const { daily } = withSandbox()

const viewer = anOperator('viewer')

beforeEach(() => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
})

type Kind = 'participant.joined' | 'participant.left'

/** What Daily would send about a session of the sandbox, or of nobody it knows. */
function eventOf(type: Kind, participantId: string, changes: Partial<DailyEvent> = {}): DailyEvent {
  return {
    key: `${type}:${participantId}`,
    type,
    room: ROOM,
    participantId,
    userId: 'u-sam',
    name: 'Sam',
    meetingId: null,
    joinedAt: new Date(Date.now() - 5_000),
    happenedAt: new Date(),
    standing: 'fresh',
    body: {},
    ...changes,
  }
}

const joined = (id: string, changes?: Partial<DailyEvent>) =>
  takeWebhookEvent(eventOf('participant.joined', id, changes))
const left = (id: string, changes?: Partial<DailyEvent>) =>
  takeWebhookEvent(eventOf('participant.left', id, changes))

async function stateOf(participantId: string) {
  const { participants: people } = await getRoster(viewer, { room: ROOM })
  return people.find((person) => person.participantId === participantId)?.state
}

async function isPollWanted() {
  const db = await database()
  const [state] = await db.select({ wantedAt: presenceState.wantedAt }).from(presenceState)
  return state?.wantedAt != null
}

async function eventCount() {
  const db = await database()
  return (await db.select({ key: webhookEvents.key }).from(webhookEvents)).length
}

test('who joins by a fresh event is here at once, and asks for no poll', async () => {
  await joined('s-1')
  assert.equal(await stateOf('s-1'), 'here')
  assert.equal(await isPollWanted(), false)
  assert.equal((await getRoster(viewer, { room: ROOM })).webhooks, true)
})

test('a poll that does not list them yet calls nobody gone for a minute, then it does', async () => {
  await joined('s-1')
  await pollNow()
  assert.equal(await stateOf('s-1'), 'here')
  await letTimePass(61)
  await pollNow()
  assert.equal(await stateOf('s-1'), 'left')
})

test('a poll that lists them makes them like anybody else: gone as soon as a poll misses them', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await joined(sam)
  await pollNow()
  daily().leave(sam)
  await pollNow()
  assert.equal(await stateOf(sam), 'left')
})

test('who leaves by a fresh event is gone at once, and lists that lag bring nobody back', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await left(sam)
  assert.equal(await stateOf(sam), 'left')
  await pollNow()
  assert.equal(await stateOf(sam), 'left')
  await letTimePass(121)
  await pollNow()
  assert.equal(await stateOf(sam), 'here', 'Daily goes on listing them long after')
})

test('joined after left: events in the wrong order bring nobody back', async () => {
  await left('s-1')
  await joined('s-1')
  assert.equal(await stateOf('s-1'), 'left')
})

test('a late joined does not bring an ejected person back', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await eject(anOperator('moderator'), [session(sam)])
  await left(sam)
  await joined(sam)
  assert.equal(await stateOf(sam), 'left')
  const [row] = await (await database()).select({ how: participants.endedHow }).from(participants)
  assert.equal(row?.how, 'ejected')
})

for (const standing of ['late', 'early', 'unreadable'] as const) {
  test(`an event that is ${standing} is kept, changes nobody and brings a poll forward`, async () => {
    await joined('s-1', { standing })
    assert.equal(await stateOf('s-1'), undefined)
    assert.deepEqual([await isPollWanted(), await eventCount()], [true, 1])
  })
}

test('the same event twice at once is kept once and changes the state once', async () => {
  await Promise.all(Array.from({ length: 10 }, () => joined('s-1')))
  assert.equal(await eventCount(), 1)
  await left('s-1')
  await joined('s-1')
  assert.equal(await stateOf('s-1'), 'left')
})

test('somebody without a room or a session in the event harms nothing', async () => {
  await joined('s-1', { room: null, key: 'a' })
  await joined('s-1', { participantId: null, key: 'b' })
  assert.equal(await eventCount(), 2)
  assert.equal(await stateOf('s-1'), undefined)
})

test('people waiting to be let in are kept as events and are not in the room', async () => {
  await takeWebhookEvent({ ...eventOf('participant.joined', 's-1'), type: 'waiting-participant.joined' })
  assert.equal(await stateOf('s-1'), undefined)
  assert.equal(await eventCount(), 1)
})
