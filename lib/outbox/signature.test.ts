import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { setEnvironment, TEST_ENV } from '#e2e/support/environment'
import { secretOf, signatureOf } from './signature.ts'

setEnvironment({ ...TEST_ENV })

const webhookId = '00000000-0000-4000-8000-000000000001'

test('the published example of Standard Webhooks is signed as published', () => {
  assert.equal(
    signatureOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    }),
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

test('a secret is 32 bytes in base64, the same each time, and checks what it signed', () => {
  const secret = secretOf({ webhookId, secretNumber: 1 })
  assert.equal(secret, 'whsec_brSTpeDg67oOnkxpadR2z8QJIL1r9k/IOoCgOgGlvmU=')
  assert.equal(secretOf({ webhookId, secretNumber: 1 }), secret)
  const body = '{"text":"ü"}'
  const expected = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`m.7.${body}`)
    .digest('base64')
  assert.equal(signatureOf(secret, { messageId: 'm', timestamp: 7, body }), `v1,${expected}`)
})

test('another webhook, number or AUTH_SECRET is another secret', () => {
  const other = '00000000-0000-4000-8000-000000000002'
  const secrets = [
    secretOf({ webhookId, secretNumber: 1 }),
    secretOf({ webhookId, secretNumber: 2 }),
    secretOf({ webhookId: other, secretNumber: 1 }),
  ]
  setEnvironment({ AUTH_SECRET: 'another-secret-for-tests-0123456789abcdef' })
  secrets.push(secretOf({ webhookId, secretNumber: 1 }))
  setEnvironment({ ...TEST_ENV })
  assert.equal(new Set(secrets).size, 4)
  assert.ok(secrets.every((secret) => !secret.includes(TEST_ENV.AUTH_SECRET)))
})
