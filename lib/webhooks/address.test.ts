import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReachable, isSameAddress, shownAddress, toWebhookUrl } from './address.ts'

test('our address is the console’s own', () => {
  assert.equal(toWebhookUrl('https://rooms.example.org'), 'https://rooms.example.org/api/webhooks/daily')
  assert.equal(toWebhookUrl('https://rooms.example.org/'), 'https://rooms.example.org/api/webhooks/daily')
})

test('only the same address is ours', () => {
  const ours = toWebhookUrl('https://rooms.example.org')
  assert.ok(isSameAddress(ours, ours))
  assert.ok(isSameAddress('https://ROOMS.example.org:443/api/webhooks/daily', ours))
  for (const other of [
    'https://rooms.example.org/api/webhooks/daily/',
    'https://rooms.example.org/api/webhooks/daily?x=1',
    'http://rooms.example.org/api/webhooks/daily',
    'https://rooms.example.org.evil.example/api/webhooks/daily',
    'https://u:p@rooms.example.org/api/webhooks/daily',
    '',
    'no address',
  ])
    assert.ok(!isSameAddress(other, ours), other)
})

test('of somebody else’s address only host and path are shown', () => {
  assert.equal(
    shownAddress('https://u:secret@host.example:8443/hook?key=secret#secret'),
    'host.example:8443/hook',
  )
  assert.equal(shownAddress('secret'), 'an address that cannot be read')
})

test('Daily cannot call a loopback address', () => {
  for (const url of ['http://localhost:3000/x', 'http://127.0.0.1/x', 'http://[::1]:1/x'])
    assert.ok(!isReachable(url))
  assert.ok(isReachable('https://rooms.example.org/x'))
})
