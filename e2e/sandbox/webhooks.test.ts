import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startSandbox } from './index.ts'
import { startReceiver } from './receiver.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const call = callerOf(sandbox)
const receiver = await startReceiver()
const hmac = Buffer.from('a secret of ours').toString('base64')

beforeEach(() => {
  sandbox.reset()
  receiver.clear()
  sandbox.createRoom({ name: 'hall' })
})
after(async () => {
  await sandbox.close()
  await receiver.close()
})

const register = (json: Record<string, unknown> = {}) =>
  call('POST', '/webhooks', { json: { url: receiver.url, hmac, ...json } })

async function until(condition: () => boolean) {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await pause(5)
  assert.ok(condition(), 'did not happen in time')
}

test('a webhook is tested, then kept; there is one per domain', async () => {
  const { status, body } = await register()
  assert.equal(status, 200)
  assert.equal(body.state, 'ACTIVE')
  assert.deepEqual(receiver.received[0]?.body, { test: 'test' })
  assert.deepEqual((await call('GET', '/webhooks')).body, [body])
  assert.deepEqual((await call('GET', `/webhooks/${body.uuid}`)).body, body)
  assert.equal((await register()).status, 400)
  assert.equal((await call('DELETE', `/webhooks/${body.uuid}`)).status, 200)
  assert.deepEqual((await call('GET', '/webhooks')).body, [])
})

test('an address that does not answer 200, or a bad body, is refused', async () => {
  receiver.answerWith(500)
  assert.equal((await register()).status, 400)
  receiver.answerWith(200)
  for (const json of [{ url: 'nowhere' }, { hmac: '*' }, { eventTypes: ['x'] }, { secret: 'x' }]) {
    assert.equal((await register(json)).status, 400, JSON.stringify(json))
  }
})

test('every delivery is signed over timestamp and body', async () => {
  await register()
  sandbox.join('hall', { userName: 'Sam' })
  await until(() => receiver.received.length === 3)
  for (const { text, timestamp, signature } of receiver.received) {
    const key = Buffer.from(hmac, 'base64')
    assert.equal(signature, createHmac('sha256', key).update(`${timestamp}.${text}`).digest('base64'))
    assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 10)
  }
})

test('joins, leaves and the meeting are told', async () => {
  await register()
  const sessionId = sandbox.join('hall', { userName: 'Sam', userId: 'u-1' })
  await call('POST', '/rooms/hall/eject', { json: { ids: [sessionId] } })
  await until(() => receiver.events().length === 4)
  const types = receiver.events().map(({ type }) => type)
  assert.deepEqual(types.sort(), [
    'meeting.ended',
    'meeting.started',
    'participant.joined',
    'participant.left',
  ])
  const left = receiver.events().find(({ type }) => type === 'participant.left')
  assert.equal(left?.payload.session_id, sessionId)
  assert.equal(left?.payload.user_id, 'u-1')
  assert.equal(typeof left?.payload.duration, 'number')
})

test('three failures in a row stop the webhook, an update revives it', async () => {
  const { body } = await register({ eventTypes: ['participant.joined'] })
  receiver.answerWith(500)
  sandbox.joinMany('hall', [{}, {}, {}])
  await until(() => sandbox.webhook()?.state === 'FAILED')
  receiver.answerWith(200)
  const revived = await call('POST', `/webhooks/${body.uuid}`, { json: {} })
  assert.equal(revived.body.state, 'ACTIVE')
  assert.equal(revived.body.failedCount, 0)
})

test('exponential retries try again', async () => {
  sandbox.setQuirks({ webhookBackoffMs: 1 })
  await register({ retryType: 'exponential', eventTypes: ['participant.joined'] })
  receiver.answerWith(500)
  sandbox.join('hall')
  await until(() => receiver.received.length === 6)
  assert.equal(sandbox.webhook()?.state, 'ACTIVE')
})

test('deliveries may come twice or never', async () => {
  await register({ eventTypes: ['participant.joined'] })
  sandbox.setQuirks({ webhookDelivery: 'twice' })
  sandbox.join('hall')
  await until(() => receiver.events().length === 2)
  assert.notEqual(receiver.events()[0]?.id, receiver.events()[1]?.id)
  sandbox.setQuirks({ webhookDelivery: 'never' })
  sandbox.join('hall')
  await pause(30)
  assert.equal(receiver.events().length, 2)
})

test('any event can be sent by hand, also badly signed', async () => {
  const sessionId = sandbox.join('hall')
  const to = { url: receiver.url, hmac }
  assert.equal(await sandbox.sendWebhook({ type: 'participant.joined', sessionId }, to), 200)
  assert.equal(await sandbox.sendWebhook({ anything: 1 }, { ...to, signature: 'bad', timestamp: '1' }), 200)
  assert.equal(receiver.events()[0]?.payload.session_id, sessionId)
  assert.equal(receiver.received[1]?.signature, 'bad')
  assert.equal(receiver.received[1]?.timestamp, '1')
  await assert.rejects(sandbox.sendWebhook({ anything: 1 }), /give url and hmac/)
})

test('a plan may leave webhooks out', async () => {
  sandbox.setQuirks({ webhookPlan: 'not-included' })
  const { status, body } = await call('GET', '/webhooks')
  assert.deepEqual([status, body.error], [400, 'invalid-plan-type'])
})
