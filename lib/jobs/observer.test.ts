import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { withDatabase } from '#e2e/support/database'
import { eject, ROOM, storeBan, user } from '#e2e/support/decisions'
import { setEnvironment } from '#e2e/support/environment'
import { anOperator } from '#e2e/support/operators'
import { withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { leases } from '#lib/db/schema'
import { getDecision } from '#lib/decisions/queries'
import { getRoster, noteOpened } from '#lib/presence/queries'
import { type Observer, startObserver } from './observer.ts'

let observer: Observer | null = null

// Before the tables are emptied under its feet.
afterEach(async () => {
  await observer?.stop()
  observer = null
})

withDatabase()
const { daily, ejects } = withSandbox()

beforeEach(() => {
  setEnvironment({ PRESENCE_INTERVAL_SECONDS: '0.2' })
  daily().createRoom({ name: ROOM, privacy: 'public' })
  daily().join(ROOM, { userName: 'Host', userId: 'u-host' })
})

async function until(what: () => Promise<boolean> | boolean) {
  const giveUpAt = Date.now() + 15_000
  while (!(await what())) {
    assert.ok(Date.now() < giveUpAt, 'it came about in time')
    await delay(20)
  }
}

const moderator = anOperator('moderator')
const polls = () => daily().requests({ route: 'presence' }).length

test('the observer polls, ejects whom a ban closes the room to, and finishes long lists', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  const users = Array.from({ length: 150 }, (_, index) => user(`u-${index}`))
  const { id } = await eject(moderator, users)

  observer = startObserver()

  await until(async () => (await getDecision(moderator, { decisionId: id })).status === 'settled')
  await until(() => daily().people(ROOM).length === 1)
  const { participants, asOf } = await getRoster(moderator, { room: ROOM })
  assert.ok(asOf !== null && participants.length >= 1)
  assert.equal(ejects().length, 3)
})

test('a room that was opened gets its privacy', async () => {
  observer = startObserver()
  await noteOpened(moderator, { room: ROOM })
  await until(async () => (await getRoster(moderator, { room: ROOM })).privacy === 'public')
})

test('another observer waits while one holds the lease, and a stopped one gives it back', async () => {
  const db = await database()
  await db
    .insert(leases)
    .values({ name: 'observer', holder: 'another', until: new Date(Date.now() + 60_000) })
  observer = startObserver()
  await delay(700)
  assert.equal(polls(), 0)
  await observer.stop()

  await db.delete(leases)
  observer = startObserver()
  await until(() => polls() > 0)
  await observer.stop()
  assert.deepEqual(await db.select().from(leases), [])
  const polled = polls()
  await delay(300)
  assert.equal(polls(), polled, 'a stopped observer polls no more')
})

test('the observer goes on after Daily was down', async () => {
  daily().addFault({ route: 'presence', kind: '502-html', times: 2 })
  observer = startObserver()
  await until(async () => (await getRoster(moderator, { room: ROOM })).participants.length === 1)
  assert.ok(polls() >= 3)
})
