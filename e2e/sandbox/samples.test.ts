import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startSandbox } from './index.ts'
import { startLife } from './life.ts'
import { fillSamples } from './samples.ts'

const sandbox = await startSandbox()
fillSamples(sandbox, { seed: 3 })
after(() => sandbox.close())

test('the sample rooms hold the people they are known for', () => {
  const sizeOf = (room: string) => sandbox.people(room).length
  assert.equal(sizeOf('class-7b'), 30)
  assert.equal(sizeOf('webinar-q4-results'), 300)
  assert.equal(sizeOf('townhall-open'), 2_000)
  assert.equal(sizeOf('staff-room'), 0)
  const privacies = new Set(sandbox.rooms().map(({ privacy }) => privacy))
  assert.equal(privacies.size, 2)
})

test('user IDs fit into a token and some people have none or two sessions', () => {
  const userIds = sandbox.people().map(({ userId }) => userId)
  assert.ok(userIds.every((userId) => userId === null || userId.length <= 36))
  assert.ok(userIds.includes(null))
  const known = sandbox.people('class-7b').flatMap(({ userId }) => userId ?? [])
  assert.ok(new Set(known).size < known.length)
})

test('the same seed makes the same people', async () => {
  const other = await startSandbox()
  fillSamples(other, { seed: 3 })
  const namesIn = (from: typeof sandbox) => from.people('townhall-open').map(({ userName }) => userName)
  assert.deepEqual(namesIn(other).sort(), namesIn(sandbox).sort())
  await other.close()
})

test('people come and go until stopped, and no room is emptied', async () => {
  const before = new Set(sandbox.people().map(({ id }) => id))
  const stop = startLife(sandbox, { seed: 3, shortestPauseMs: 1, longestPauseMs: 2 })
  await pause(400)
  stop()
  const after = sandbox.people().map(({ id }) => id)
  const gone = before.size - after.filter((id) => before.has(id)).length
  assert.ok(gone > 10, `${gone} left`)
  assert.ok(after.some((id) => !before.has(id)))
  assert.ok(sandbox.people('townhall-open').length > 1_500)
  assert.ok(sandbox.people('standup-platform').length >= 2)
  await pause(20)
  assert.equal(sandbox.people().length, after.length)
})
