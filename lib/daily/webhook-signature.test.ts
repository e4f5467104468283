import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { setEnvironment, TEST_ENV } from '#e2e/support/environment'
import { isTrulySigned, webhookHmac } from '#lib/daily/webhook-signature'

const SECRET = Buffer.from('a shared secret of the tests').toString('base64')
const SECONDS = '1790549612'

beforeEach(() => setEnvironment({ ...TEST_ENV, DAILY_WEBHOOK_SECRET: SECRET }))

/** As Daily's documents say, written anew here. */
function sign(text: string, timestamp: string, secret = SECRET): string {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(`${timestamp}.${text}`).digest('base64')
}

function isAccepted(text: string, timestamp: string | null, signature: string | null): boolean {
  return isTrulySigned({ body: Buffer.from(text), timestamp, signature })
}

const BODIES = [
  '{"type":"participant.joined"}',
  ' {\n\t"type" :  "participant.joined" }\r\n',
  '{"user_name":"Zoë 🦊 \\u0000 \\ud83e\\udd8a \\/"}',
  '{"user_name":"Zoë 🦊"}',
  '',
  'no JSON at all',
]

for (const body of BODIES) {
  test(`the bytes as they came are what is signed: ${JSON.stringify(body)}`, () => {
    for (const timestamp of [SECONDS, `${SECONDS}123`, `${SECONDS}.5`])
      assert.ok(isAccepted(body, timestamp, sign(body, timestamp)))
  })
}

test('bytes that are no text are compared as they are', () => {
  const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d])
  const signature = createHmac('sha256', Buffer.from(SECRET, 'base64'))
    .update(Buffer.concat([Buffer.from(`${SECONDS}.`), body]))
    .digest('base64')
  assert.ok(isTrulySigned({ body, timestamp: SECONDS, signature }))
  assert.ok(!isTrulySigned({ body: Buffer.from(body.toString()), timestamp: SECONDS, signature }))
})

test('nothing but the signature of these bytes at this time is accepted', () => {
  const [body, signature] = ['{"a":1}', sign('{"a":1}', SECONDS)]
  const wrong: [string, string | null, string | null][] = [
    [body, SECONDS, null],
    [body, SECONDS, ''],
    [body, SECONDS, signature.slice(0, -1)],
    [body, SECONDS, signature.slice(0, 20)],
    [body, SECONDS, `${signature}=`],
    [body, SECONDS, `${signature} `],
    [body, SECONDS, signature.toLowerCase()],
    [body, SECONDS, Buffer.from(signature, 'base64').toString('hex')],
    [body, SECONDS, 'ü'.repeat(44)],
    [body, null, signature],
    [body, null, sign(body, '')],
    [body, '', sign(body, '')],
    [body, '1790549613', signature],
    ['{"a": 1}', SECONDS, signature],
    [body, SECONDS, sign(body, SECONDS, Buffer.from('another secret').toString('base64'))],
    [body, SECONDS, createHmac('sha256', SECRET).update(`${SECONDS}.${body}`).digest('base64')],
  ]
  for (const [text, timestamp, given] of wrong) assert.ok(!isAccepted(text, timestamp, given))
})

test('no part of a signed body can pass for its timestamp', () => {
  const body = '{"version":"1.0","type":"x"}'
  const moved = [`${SECONDS}.{"version":"1`, '0","type":"x"}'] as const
  assert.equal(sign(body, SECONDS), sign(moved[1], moved[0]))
  assert.ok(!isAccepted(moved[1], moved[0], sign(body, SECONDS)))
})

test('without a secret of its own one is made from AUTH_SECRET, always the same, and is not AUTH_SECRET', () => {
  setEnvironment({ DAILY_WEBHOOK_SECRET: undefined })
  const derived = webhookHmac()
  assert.equal(derived, 'f0p82BPspSYlVyUM6vy+SXoLe9tT+b8ymE+lrlDHbj0=')
  assert.equal(Buffer.from(derived, 'base64').length, 32)
  assert.equal(webhookHmac(), derived)
  assert.notEqual(derived, Buffer.from(TEST_ENV.AUTH_SECRET).toString('base64'))
  setEnvironment({ AUTH_SECRET: 'another-secret-for-tests-only-0123456789' })
  assert.notEqual(webhookHmac(), derived)
  setEnvironment({ DAILY_WEBHOOK_SECRET: SECRET })
  assert.equal(webhookHmac(), SECRET)
})
