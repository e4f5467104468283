import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const call = callerOf(sandbox)
const message = (json: unknown) => call('POST', '/rooms/hall/send-app-message', { json })
const permit = (json: unknown) => call('POST', '/rooms/hall/update-permissions', { json })
const mint = (properties: unknown) => call('POST', '/meeting-tokens', { json: { properties } })

beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'hall' })
})
after(() => sandbox.close())

test('a message reaches a live call only', async () => {
  assert.equal((await message({ data: { text: 'hi' } })).status, 404)
  sandbox.join('hall')
  assert.deepEqual((await message({ data: { text: 'hi' } })).body, { sent: 'true' })
  assert.deepEqual(sandbox.messages('hall'), [{ room: 'hall', recipient: '*', data: { text: 'hi' } }])
  for (const json of [{}, { data: 'hi' }, { data: {}, to: 'x' }, { data: { text: 'x'.repeat(4_096) } }]) {
    assert.equal((await message(json)).status, 400)
  }
})

test('permissions given replace the old ones, the rest stay', async () => {
  const sam = sandbox.join('hall', { userName: 'Sam' })
  sandbox.join('hall', { userName: 'Mia' })
  await permit({ data: { [sam]: { canSend: ['video'] }, '*': { canAdmin: ['participants'] } } })
  const [first, second] = sandbox.people('hall')
  assert.deepEqual(first?.permissions.canSend, ['video'])
  assert.equal(first?.permissions.canAdmin, false)
  assert.deepEqual(second?.permissions.canAdmin, ['participants'])
  assert.equal(second?.permissions.canSend, true)
  for (const json of [{}, { data: { [sam]: { canSend: ['smell'] } } }, { data: { [sam]: { mute: true } } }]) {
    assert.equal((await permit(json)).status, 400)
  }
})

test('a token says who comes', async () => {
  const { body } = await mint({ room_name: 'hall', user_id: 'u-1', user_name: 'Sam', is_owner: true })
  sandbox.join('hall', { token: body.token })
  const [sam] = sandbox.people('hall')
  assert.deepEqual([sam?.userId, sam?.userName, sam?.owner], ['u-1', 'Sam', true])
  assert.deepEqual((await call('GET', `/meeting-tokens/${body.token}`)).body, {
    room_name: 'hall',
    user_id: 'u-1',
    user_name: 'Sam',
    is_owner: true,
  })
  sandbox.createRoom({ name: 'other' })
  assert.deepEqual(sandbox.tryJoin('other', { token: body.token }), {
    joined: false,
    refusal: 'not-allowed',
  })
})

test('a token that is forged, early or badly asked for is refused', async () => {
  const early = await mint({ nbf: 4_000_000_000 })
  assert.equal((await call('GET', `/meeting-tokens/${early.body.token}`)).status, 400)
  assert.equal((await call('GET', `/meeting-tokens/${early.body.token}?ignoreNbf=true`)).status, 200)
  assert.equal((await call('GET', `/meeting-tokens/${early.body.token}x`)).status, 400)
  assert.equal((await call('GET', '/meeting-tokens/nonsense')).status, 400)
  assert.equal((await mint({ user_id: 'x'.repeat(36) })).status, 200)
  for (const properties of [{ user_id: 'x'.repeat(37) }, { exp: 1_000 }, { role: 'owner' }]) {
    const answer = await mint(properties)
    assert.equal(answer.status, 400)
    assert.equal(answer.body.error, 'invalid-request-error')
  }
})
