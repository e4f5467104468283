import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const call = callerOf(sandbox)
const eject = (json: unknown, room = 'hall') => call('POST', `/rooms/${room}/eject`, { json })

beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'hall' })
})
after(() => sandbox.close())

test('ejects the sessions named and leaves out those not in the call', async () => {
  const sam = sandbox.join('hall', { userName: 'Sam' })
  const mia = sandbox.join('hall', { userName: 'Mia' })
  const answer = await eject({ ids: [sam, '29e8a97f-0000-4000-8000-000000000001'] })
  assert.deepEqual(answer, { status: 200, body: { ejectedIds: [sam] } })
  assert.deepEqual(
    sandbox.people('hall').map(({ id }) => id),
    [mia],
  )
})

test('a user ID stands for all its sessions, each listed once', async () => {
  sandbox.join('hall')
  const first = sandbox.join('hall', { userId: 'u-1' })
  const second = sandbox.join('hall', { userId: 'u-1' })
  const { body } = await eject({ ids: [second], user_ids: ['u-1', 'u-1', 'u-2'] })
  assert.deepEqual(new Set(body.ejectedIds), new Set([first, second]))
  assert.equal(body.ejectedIds.length, 2)
})

test('bodies outside the schema are refused and nobody goes', async () => {
  const sam = sandbox.join('hall', { userId: 'u-1' })
  const many = Array.from({ length: 101 }, (_, index) => `u-${index}`)
  for (const body of [
    {},
    [],
    null,
    { ids: [] },
    { ids: [sam], user_ids: [] },
    { ids: sam },
    { ids: [1] },
    { ids: many },
    { user_ids: many },
    { ids: [sam], ban: 'true' },
    { ids: [sam], ban: null },
    { everyone: true },
    { ids: [sam], reason: 'x' },
  ]) {
    const answer = await eject(body)
    assert.equal(answer.status, 400, JSON.stringify(body))
    assert.equal(answer.body.error, 'invalid-request-error')
  }
  assert.equal(sandbox.people('hall').length, 1)
  assert.deepEqual(sandbox.bans(), [])
})

test('an unknown, an expired and an empty room are 404', async () => {
  sandbox.createRoom({ name: 'old', config: { exp: 1 } })
  const unknown = await eject({ ids: ['x'] }, 'nowhere')
  assert.deepEqual(unknown, { status: 404, body: { error: 'not-found', info: 'room nowhere not found' } })
  assert.equal((await eject({ ids: ['x'] }, 'old')).body.info, 'room old not found')
  const empty = await eject({ ids: ['x'] })
  assert.equal(empty.status, 404)
  assert.equal(empty.body.info, 'room hall does not seem to be hosting a call currently')
})

test('a ban keeps a user ID out while the meeting lasts', async () => {
  sandbox.join('hall', { userName: 'Host' })
  sandbox.join('hall', { userId: 'u-1' })
  await eject({ user_ids: ['u-1', 'u-absent'], ban: true })
  assert.deepEqual(
    sandbox.bans('hall').map(({ userId }) => userId),
    ['u-1', 'u-absent'],
  )
  assert.deepEqual(sandbox.tryJoin('hall', { userId: 'u-1' }), { joined: false, refusal: 'not-allowed' })
  assert.throws(() => sandbox.join('hall', { userId: 'u-absent' }), { refusal: 'not-allowed' })
  assert.equal(sandbox.tryJoin('hall', { userName: 'the same without a token' }).joined, true)
})

test('a ban ends with the meeting', async () => {
  sandbox.join('hall', { userId: 'u-1' })
  await eject({ user_ids: ['u-1'], ban: true })
  assert.equal(sandbox.tryJoin('hall', { userId: 'u-1' }).joined, true)
})

test('Daily may forget its bans at any time', async () => {
  sandbox.join('hall')
  await eject({ user_ids: ['u-1'], ban: true })
  sandbox.forgetBans()
  assert.equal(sandbox.tryJoin('hall', { userId: 'u-1' }).joined, true)
})

test('a ban with ids alone bans nobody, unless switched', async () => {
  sandbox.join('hall')
  const first = sandbox.join('hall', { userId: 'u-1' })
  await eject({ ids: [first], ban: true })
  assert.deepEqual(sandbox.bans(), [])

  sandbox.setQuirks({ banByIds: 'user-ids-behind' })
  const second = sandbox.join('hall', { userId: 'u-1' })
  await eject({ ids: [second], ban: true })
  assert.deepEqual(sandbox.bans(), [{ room: 'hall', userId: 'u-1' }])
})

test('what the documents leave open can be switched', async () => {
  sandbox.setQuirks({ emptyRoomEject: 'empty-list', preBan: 'always', unknownProperties: 'ignore' })
  const answer = await eject({ user_ids: ['u-1'], ban: true, everyone: true })
  assert.deepEqual(answer, { status: 200, body: { ejectedIds: [] } })
  assert.equal(sandbox.tryJoin('hall', { userId: 'u-1' }).joined, false)

  sandbox.setQuirks({ emptyEjectLists: 'accept', oversizedEjectLists: 'accept', owners: 'immune' })
  const owner = sandbox.join('hall', { owner: true })
  const many = Array.from({ length: 101 }, (_, index) => `u-${index}`)
  assert.deepEqual(await eject({ ids: [owner, ...many], user_ids: [] }), {
    status: 200,
    body: { ejectedIds: [] },
  })
})
