import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const START_MS = Date.parse('2026-03-27T16:37:22.000Z')
let nowMs = START_MS
const sandbox = await startSandbox({ rateLimit: false, now: () => nowMs })
const call = callerOf(sandbox)

async function listedIn(room: string) {
  const { body } = await call('GET', '/presence')
  return (body[room] ?? []).map((row: { id: string }) => row.id)
}

beforeEach(() => {
  nowMs = START_MS
  sandbox.reset()
  sandbox.createRoom({ name: 'hall' })
  sandbox.createRoom({ name: 'empty' })
})
after(() => sandbox.close())

test('presence lists the rooms that have people, with every field', async () => {
  const id = sandbox.join('hall', { userName: 'Sam' })
  nowMs += 22_900
  const { body } = await call('GET', '/presence')
  assert.deepEqual(body, {
    hall: [
      {
        room: 'hall',
        id,
        userId: null,
        userName: 'Sam',
        mtgSessionId: sandbox.people('hall')[0]?.meetingId,
        joinTime: '2026-03-27T16:37:22.000Z',
        duration: 22,
      },
    ],
  })
})

test('room presence is cut at its limit and filtered exactly, the total is before the limit', async () => {
  sandbox.joinMany(
    'hall',
    Array.from({ length: 130 }, (_, index) => ({ userId: `u-${index}`, userName: 'Sam' })),
  )
  const all = await call('GET', '/rooms/hall/presence')
  assert.equal(all.body.total_count, 130)
  assert.equal(all.body.data.length, 100)
  const one = await call('GET', '/rooms/hall/presence?userId=u-7')
  assert.equal(one.body.total_count, 1)
  assert.equal((await call('GET', '/rooms/hall/presence?userName=sam')).body.total_count, 0)
  assert.equal((await call('GET', '/rooms/hall/presence?userName=Sam&limit=3')).body.data.length, 3)
  for (const limit of ['0', '101', 'x', '']) {
    assert.equal((await call('GET', `/rooms/hall/presence?limit=${limit}`)).status, 400)
  }
})

test('an empty room is an empty list, an unknown one 404', async () => {
  assert.deepEqual((await call('GET', '/rooms/empty/presence')).body, { total_count: 0, data: [] })
  assert.equal((await call('GET', '/rooms/none/presence')).status, 404)
})

test('joins and leaves show late', async () => {
  sandbox.setQuirks({ presenceJoinLagMs: 10_000, presenceLeaveLagMs: 5_000 })
  const sam = sandbox.join('hall')
  assert.deepEqual(await listedIn('hall'), [])
  nowMs += 10_000
  assert.deepEqual(await listedIn('hall'), [sam])
  await call('POST', '/rooms/hall/eject', { json: { ids: [sam] } })
  nowMs += 4_999
  assert.deepEqual(await listedIn('hall'), [sam])
  nowMs += 1
  assert.deepEqual(await listedIn('hall'), [])
})

test('a ghost is listed for some polls or some time after it left', async () => {
  sandbox.addGhosts({ userId: 'u-1', polls: 2, times: 1 })
  const first = sandbox.join('hall', { userId: 'u-1' })
  sandbox.leave(first)
  assert.deepEqual(await listedIn('hall'), [first])
  assert.deepEqual(await listedIn('hall'), [first])
  assert.deepEqual(await listedIn('hall'), [])

  sandbox.addGhosts({ room: 'hall', ms: 1_000 })
  const second = sandbox.join('hall', { userId: 'u-1' })
  sandbox.endMeeting('hall')
  nowMs += 999
  assert.deepEqual(await listedIn('hall'), [second])
  nowMs += 1
  assert.deepEqual(await listedIn('hall'), [])
})

test('rows follow the switches', async () => {
  const id = sandbox.join('hall')
  await call('GET', '/presence')
  sandbox.setQuirks({ presenceTokenlessUserId: 'session-id', presenceMeetingId: 'absent' })
  const { body } = await call('GET', '/presence')
  assert.equal(body.hall[0].userId, id)
  assert.equal('mtgSessionId' in body.hall[0], false)
})

test('ten thousand people are listed, all of them', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    sandbox.createRoom({ name })
    sandbox.joinMany(
      name,
      Array.from({ length: 2_500 }, (_, index) => ({ userId: `u-${index}`, userName: `Person ${index}` })),
    )
  }
  const response = await fetch(`${sandbox.url}/presence`, {
    headers: { authorization: `Bearer ${sandbox.apiKey}` },
  })
  assert.equal(Object.values(await response.json()).flat().length, 10_000)
})
