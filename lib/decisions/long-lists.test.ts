import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import {
  auditTrail,
  eject,
  listBans,
  outcomesOf,
  ROOM,
  resumeNow,
  session,
  user,
} from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { stopDecision } from './commands.ts'
import { getDecision } from './queries.ts'

withDatabase()
const { daily, ejects, waitsMs } = withSandbox()

const moderator = anOperator('moderator')

const joined = withHostedRoom(daily)

test('250 user IDs go in three calls of at most 100, and every one ends with an outcome', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `u-${index}`)
  daily().joinMany(
    ROOM,
    ids.slice(0, 150).map((userId) => ({ userId, userName: userId })),
  )
  await pollNow()

  const stored = await eject(moderator, ids.map(user), { ban: true })
  assert.deepEqual([stored.status, stored.calls.planned, stored.counts.open], ['open', 3, 250])
  await resumeNow()

  const view = await getDecision(moderator, { decisionId: stored.id })
  assert.equal(view.status, 'settled')
  assert.deepEqual([view.counts.ejected, view.counts.not_in_room, view.counts.total], [150, 100, 250])
  const [first, ...rest] = ejects().map((body) => sizeOf(body))
  assert.deepEqual(first, [0, 100], 'absent people go first')
  assert.deepEqual(
    rest.sort(([a], [b]) => a - b),
    [
      [50, 50],
      [100, 100],
    ],
  )
  assert.equal(daily().bans(ROOM).length, 250, 'Daily was told of all of them while the meeting lived')
  assert.equal((await listBans()).length, 250)
})

function sizeOf(body: unknown): [number, number] {
  const lists = Object(body)
  return [lists.ids?.length ?? 0, lists.user_ids?.length ?? 0]
}

test('101 participant IDs and 101 user IDs are all sent and all end with an outcome', async () => {
  const sessions = daily().joinMany(
    ROOM,
    Array.from({ length: 101 }, (_, index) => ({ userName: `p${index}` })),
  )
  await pollNow()
  const users = Array.from({ length: 101 }, (_, index) => user(`u-${index}`))

  const { id } = await eject(moderator, [...sessions.map(session), ...users])
  await resumeNow()

  const { counts } = await getDecision(moderator, { decisionId: id })
  assert.deepEqual([counts.ejected, counts.not_in_room, counts.open], [101, 101, 0])
  for (const body of ejects()) assert.ok(sizeOf(body).every((size) => size <= 100))
})

for (const retryAfter of [undefined, 'abc', 'Wed, 01 Jan 2020 00:00:00 GMT', '86400']) {
  test(`a rate limit with Retry-After ${retryAfter}: finite, growing waits, then failed and said so`, async () => {
    const sam = await joined('u-sam')
    daily().addFault({
      route: 'eject',
      kind: 'rate-limited',
      ...(retryAfter !== undefined && { retryAfter }),
    })

    const view = await eject(moderator, [session(sam)])

    assert.deepEqual(outcomesOf(view), ['failed: rate_limited'])
    assert.equal(ejects().length, 5)
    const waits = waitsMs().filter((ms) => ms >= 900)
    assert.ok(waits.reduce((sum, ms) => sum + ms, 0) <= 60_000)
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    )
  })
}

test('one failed call of a list does not stop the others', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `u-${index}`)
  daily().addFault({ route: 'eject', kind: 'forbidden', skip: 1, times: 1 })

  const { id } = await eject(moderator, ids.map(user))
  await resumeNow()

  const { counts, status } = await getDecision(moderator, { decisionId: id })
  assert.deepEqual([counts.failed, counts.not_in_room, counts.open, status], [100, 200, 0, 'settled'])
})

test('a long list that is stopped sends nothing more; the rest was not attempted', async () => {
  const ids = Array.from({ length: 350 }, (_, index) => `u-${index}`)
  const { id } = await eject(moderator, ids.map(user))

  const stopping = await stopDecision(moderator, { decisionId: id })
  await stopDecision(moderator, { decisionId: id })
  await resumeNow()

  const view = await getDecision(moderator, { decisionId: id })
  assert.equal(stopping.stopping, true)
  assert.deepEqual([view.status, view.counts.not_attempted, view.counts.open], ['settled', 350, 0])
  assert.deepEqual(ejects(), [])
  assert.equal((await auditTrail()).filter((event) => event === 'participant.eject done').length, 1)
})
