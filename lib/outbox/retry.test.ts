import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_ATTEMPTS, verdictOn } from './retry.ts'

const nowMs = Date.parse('2026-11-26T10:00:00Z')
const first = { random: () => 0, nowMs }
const answered = (status: number, retryAfter: string | null = null) =>
  ({ kind: 'answered', status, retryAfter }) as const

function secondsOf(retryAfter: string | null, attempts = 1): number | null {
  const verdict = verdictOn(answered(503, retryAfter), attempts, first)
  return verdict.state === 'waiting' ? verdict.seconds : null
}

test('any 2xx is delivered, and nothing else', () => {
  for (const status of [200, 201, 202, 204, 299])
    assert.deepEqual(verdictOn(answered(status), 1), { state: 'delivered' })
  for (const status of [100, 199, 300, 301, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503, 600])
    assert.equal(verdictOn(answered(status), 1).state, 'waiting')
  for (const fault of ['timeout', 'unreachable', 'private_address', 'tls', 'cut', 'unknown_host'] as const)
    assert.equal(verdictOn({ kind: 'failed', fault }, 1).state, 'waiting')
})

test('pauses grow to half a day; the last failure and 410 give up', () => {
  const pauses = Array.from({ length: MAX_ATTEMPTS }, (_, index) => secondsOf(null, index + 1))
  assert.deepEqual(pauses, [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200, null])
  assert.deepEqual(verdictOn(answered(410), 1), { state: 'given_up' })
})

test('what failed together does not come again together', () => {
  const most = verdictOn(answered(500), 1, { random: () => 0.999, nowMs })
  assert.ok(most.state === 'waiting' && most.seconds > 6 && most.seconds < 6.25)
})

test('a receiver’s wish is heeded where it makes sense, and shortens no pause', () => {
  assert.equal(secondsOf('120'), 120)
  assert.equal(secondsOf(' 60 '), 60)
  assert.equal(secondsOf('86400'), 86_400)
  assert.equal(secondsOf('Thu, 26 Nov 2026 10:10:00 GMT'), 600)
  assert.equal(secondsOf('1', 4), 600)
  for (const odd of [
    '0',
    '-5',
    '86401',
    '999999999999',
    'soon',
    '',
    '1e9',
    'Thu, 26 Nov 2020 10:10:00 GMT',
    'NaN',
  ])
    assert.equal(secondsOf(odd), 5, odd)
})

test('who is broken off by our own end is sent again at once', () => {
  assert.deepEqual(verdictOn({ kind: 'failed', fault: 'stopped' }, MAX_ATTEMPTS), {
    state: 'waiting',
    seconds: 0,
  })
})
