import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { setEnvironment } from '#e2e/support/environment'
import { expectLoggedError, loggedLines } from '#e2e/support/logs'
import { webhookHmac } from '#lib/daily/webhook-signature'
import { database } from '#lib/db/database'
import { participants, webhookEvents } from '#lib/db/schema'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { receiveWebhook } from './events.ts'

withDatabase()

const seconds = () => String(Math.floor(Date.now() / 1_000))

function anEvent(type: string, session: string, eventTs = Date.now() / 1_000): string {
  const payload = { room: 'lesson-7', user_id: 'u-sam', user_name: 'Sam', session_id: session }
  const event = { version: '1.0.0', type, id: crypto.randomUUID(), payload, event_ts: eventTs }
  return JSON.stringify({ ...event, payload: { ...payload, joined_at: eventTs - 60 } })
}

function sign(body: string | Buffer, timestamp: string): string {
  return createHmac('sha256', Buffer.from(webhookHmac(), 'base64'))
    .update(`${timestamp}.`)
    .update(body)
    .digest('base64')
}

type Sent = { timestamp?: string | null; signature?: string | null; headers?: Record<string, string> }

async function send(body: string | Buffer, sent: Sent = {}): Promise<number> {
  const timestamp = sent.timestamp === undefined ? seconds() : sent.timestamp
  const signature = sent.signature === undefined ? sign(body, timestamp ?? '') : sent.signature
  const response = await receiveWebhook(
    new Request('http://127.0.0.1:3000/api/webhooks/daily', {
      method: 'POST',
      headers: {
        ...(timestamp === null ? {} : { 'x-webhook-timestamp': timestamp }),
        ...(signature === null ? {} : { 'x-webhook-signature': signature }),
        ...sent.headers,
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    }),
  )
  assert.equal(await response.text(), '')
  return response.status
}

async function stored() {
  const db = await database()
  return db
    .select({ key: webhookEvents.key, standing: webhookEvents.standing, body: webhookEvents.body })
    .from(webhookEvents)
}

async function people() {
  const db = await database()
  return db
    .select({ participantId: participants.participantId, leftAt: participants.leftAt })
    .from(participants)
}

test('a signed event is kept and acted on', async () => {
  assert.equal(await send(anEvent('participant.joined', 's-1')), 200)
  const [row, ...more] = await stored()
  assert.deepEqual([row?.key, row?.standing, more], ['participant.joined:s-1', 'fresh', []])
  assert.deepEqual(await people(), [{ participantId: 's-1', leftAt: null }])
})

test('milliseconds, odd spacing and escapes in a truly signed body are accepted', async () => {
  const odd = JSON.stringify(JSON.parse(anEvent('participant.joined', 's-1')), null, '\t ')
    .replaceAll(':', ' :\r\n')
    .replace('Sam', '\\u0053a\\u006d 🦊')
  assert.equal(await send(odd, { timestamp: String(Date.now()) }), 200)
  assert.equal((await stored())[0]?.standing, 'fresh')
})

test('without signature, with a wrong one or without timestamp: 401, nothing kept, nothing said', async () => {
  const body = anEvent('participant.joined', 's-1')
  const good = sign(body, '1790549612')
  for (const sent of [
    { signature: null },
    { signature: '' },
    { signature: 'AAAA' },
    { signature: good.slice(0, -2) },
    { timestamp: '1790549613', signature: good },
    { timestamp: null, signature: good },
    { timestamp: null, signature: sign(body, '') },
    { timestamp: null, signature: null },
  ])
    assert.equal(await send(body, sent), 401)
  assert.equal(await send(`${body} `, { timestamp: '1790549612', signature: good }), 401)
  assert.deepEqual([await stored(), await people()], [[], []])
})

test('the test call is answered whether signed or not, and not kept', async () => {
  for (const sent of [{}, { signature: null, timestamp: null }, { signature: 'AAAA' }])
    assert.equal(await send('{"test":"test"}', sent), 200)
  assert.deepEqual(await stored(), [])
})

test('late, early and repeated: 200, and the state changes once', async () => {
  const body = anEvent('participant.joined', 's-1')
  const timestamp = seconds()
  const answers = await Promise.all([1, 2, 3].map(() => send(body, { timestamp })))
  assert.deepEqual(answers, [200, 200, 200])
  assert.equal(await send(JSON.stringify(JSON.parse(body), null, 2)), 200)
  const [first] = await stored()
  assert.equal((await stored()).length, 1)
  assert.deepEqual(first?.body, JSON.parse(body))

  const longAgo = Date.now() / 1_000 - 600
  assert.equal(await send(anEvent('participant.joined', 's-2', longAgo), { timestamp: seconds() }), 200)
  assert.equal(await send(anEvent('participant.joined', 's-3'), { timestamp: String(longAgo) }), 200)
  assert.equal(await send(anEvent('participant.joined', 's-4', Date.now() / 1_000 + 600)), 200)
  assert.deepEqual((await stored()).map(({ standing }) => standing).sort(), [
    'early',
    'fresh',
    'late',
    'late',
  ])
  assert.deepEqual(
    (await people()).map((row) => row.participantId),
    ['s-1'],
  )
})

test('a person who has left stays gone when the joining comes late', async () => {
  assert.equal(await send(anEvent('participant.left', 's-1')), 200)
  assert.equal(await send(anEvent('participant.joined', 's-1')), 200)
  const [row] = await people()
  assert.ok(row !== undefined && row.leftAt !== null)
})

test('a signed body that cannot be read is kept as such and answered 200', async () => {
  const bodies = ['', 'no JSON', 'null', '{}', '{"type":"participant.joined"}', '"a\\u0000b\\ud800"']
  for (const body of [...bodies, Buffer.from([0xff, 0x00, 0x7b])]) {
    assert.equal(await send(body), 200)
    assert.equal(await send(body), 200)
  }
  const rows = await stored()
  assert.equal(rows.length, bodies.length + 1)
  assert.ok(rows.every(({ key, standing }) => standing === 'unreadable' && key.length === 64))
})

test('types we do not act on are kept as they are', async () => {
  const body =
    '{"version":"1.0.0","type":"recording.started","id":"r","payload":{"a":"\\u0000"},"event_ts":1}'
  assert.equal(await send(body), 200)
  assert.equal((await stored())[0]?.standing, 'late')
})

test('more than 1 MB is not read', async () => {
  const long = JSON.stringify({ type: 'x', payload: { text: 'x'.repeat(1_000_000) } })
  assert.equal(await send(long), 413)
  assert.equal(await send(long, { headers: { 'content-length': '1000001' } }), 413)
  assert.equal(await send(long.slice(0, 900_000)), 200)
  assert.equal((await stored()).length, 1)
})

test('while the database is down the answer is 503, so that Daily tries again; the log has no secret', async () => {
  expectLoggedError(/ECONNREFUSED|unexpected failure/)
  const opened = processWide<unknown>('database', () => null)
  forgetProcessWide('database')
  setEnvironment({ DATABASE_URL: 'postgres://nobody:marker-password@127.0.0.1:1/none' })
  assert.equal(await send(anEvent('participant.joined', 's-1')), 503)
  assert.doesNotMatch(loggedLines().join('\n'), /marker-password|u-sam|Sam/)
  assert.ok(!loggedLines().join('\n').includes(webhookHmac()))
  forgetProcessWide('database')
  processWide('database', () => opened)
})
