import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const call = callerOf(sandbox)

beforeEach(() => sandbox.reset())
after(() => sandbox.close())

test('the domain answers to its key', async () => {
  assert.deepEqual(await call('GET', '/'), { status: 200, body: { domain_name: 'sandbox', config: {} } })
  assert.equal((await call('GET', '')).status, 200)
})

test('a missing or malformed key is 400, a wrong key 401', async () => {
  const malformed = { error: 'authorization-header-error', info: 'invalid authorization header' }
  for (const authorization of [null, 'Bearer ', sandbox.apiKey, `Basic ${sandbox.apiKey}`]) {
    assert.deepEqual(await call('GET', '/presence', { authorization }), { status: 400, body: malformed })
  }
  const wrong = await call('GET', '/presence', { authorization: 'Bearer wrong' })
  assert.deepEqual(wrong, { status: 401, body: { error: 'authentication-error' } })
})

test('an unknown route or a wrong method is 404 before the key is looked at', async () => {
  const body = { error: 'not-found', info: 'api endpoint does not exist' }
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['GET', '/rooms/a/eject'],
    ['PUT', '/rooms/a'],
    ['POST', '/presence'],
    ['GET', '/rooms/%E0%A4%A'],
  ] as const) {
    assert.deepEqual(await call(method, path, { authorization: null }), { status: 404, body })
  }
})

test('a body that is not JSON is told apart from one that is not valid', async () => {
  sandbox.createRoom({ name: 'hall' })
  const cut = await call('POST', '/rooms/hall/eject', { text: '{"ids":[' })
  assert.equal(cut.status, 400)
  assert.equal(cut.body.error, 'json-parsing-error')
})

test('requests are kept with the path as received, the decoded room and the status', async () => {
  await call('POST', '/rooms/a%2Db/eject', { json: { ids: ['x'] } })
  const [request] = sandbox.requests({ route: 'eject' })
  assert.equal(request?.path, '/v1/rooms/a%2Db/eject')
  assert.equal(request?.room, 'a-b')
  assert.deepEqual(request?.body, { ids: ['x'] })
  assert.equal(request?.status, 404)
  sandbox.clearRequests()
  assert.deepEqual(sandbox.requests(), [])
})
