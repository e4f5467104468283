import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { connectSandbox } from './remote.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const remote = connectSandbox(sandbox.controlUrl)
const call = callerOf(sandbox)

beforeEach(async () => {
  await remote.reset()
  await remote.createRoom({ name: 'hall', privacy: 'private', config: { max_participants: 50 } })
})
after(() => sandbox.close())

test('rooms and people are set up from outside', async () => {
  const sam = await remote.join('hall', { userName: null, userId: 'u-1', joinedAt: '2026-01-01T00:00:00Z' })
  const others = await remote.joinMany('hall', [{ userName: 'Mia' }, { id: 'fixed' }])
  assert.equal(others[1], 'fixed')
  assert.deepEqual(
    (await remote.people('hall')).map(({ id }) => id),
    [sam, ...others],
  )
  assert.equal(await remote.leave('fixed'), true)
  assert.equal(await remote.leave('fixed'), false)
  assert.equal((await remote.rooms())[0]?.privacy, 'private')
  await remote.endMeeting('hall')
  assert.deepEqual(await remote.people(), [])
  await remote.deleteRoom('hall')
  await assert.rejects(
    remote.people('hall').then(() => remote.endMeeting('hall')),
    /room hall not found/,
  )
})

test('a refused join says why', async () => {
  await remote.join('hall')
  await call('POST', '/rooms/hall/eject', { json: { user_ids: ['u-1'], ban: true } })
  assert.deepEqual(await remote.bans('hall'), [{ room: 'hall', userId: 'u-1' }])
  await assert.rejects(remote.join('hall', { userId: 'u-1' }), { refusal: 'not-allowed' })
  assert.deepEqual(await remote.tryJoin('hall', { userId: 'u-1' }), { joined: false, refusal: 'not-allowed' })
  await remote.forgetBans()
  assert.equal((await remote.tryJoin('hall', { userId: 'u-1' })).joined, true)
})

test('faults, switches, latency and pace are set from outside', async () => {
  const id = await remote.addFault({ kind: '500', route: 'presence' })
  assert.equal((await remote.faults())[0]?.id, id)
  assert.equal((await call('GET', '/presence')).status, 500)
  await remote.clearFaults(id)
  await remote.setQuirks({ presenceMissingRoom: 'empty-list' })
  assert.equal((await remote.quirks()).presenceMissingRoom, 'empty-list')
  assert.equal((await call('GET', '/rooms/none/presence')).status, 200)
  await remote.setLatency({ '*': 1 })
  await remote.setRateLimit({ enabled: true, perSecond: 1 })
  await call('GET', '/presence')
  assert.equal((await call('GET', '/presence')).status, 429)
  const statuses = (await remote.requests()).map(({ status }) => status)
  assert.deepEqual(statuses, [500, 200, 200, 429])
  await remote.clearRequests()
  assert.deepEqual(await remote.requests(), [])
})

test('a web page of strangers controls nothing', async () => {
  const simple = await fetch(`${sandbox.controlUrl}/reset`, { method: 'POST', body: '{}' })
  assert.equal(simple.status, 400)
  assert.equal((await fetch(`${sandbox.controlUrl}/reset`)).status, 400)
  assert.equal((await remote.rooms()).length, 1)
})

test('unknown commands and bodies are refused', async () => {
  const post = (command: string, body: unknown) =>
    fetch(`${sandbox.controlUrl}/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  assert.equal((await post('constructor', {})).status, 404)
  assert.equal((await post('join', { room: 'hall', name: 'Sam' })).status, 400)
  assert.equal((await post('add-fault', { kind: 'flood' })).status, 400)
})
