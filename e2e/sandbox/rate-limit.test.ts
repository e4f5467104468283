import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

let nowMs = Date.parse('2026-03-27T16:37:22.000Z')
const sandbox = await startSandbox({ now: () => nowMs })
const call = callerOf(sandbox)

beforeEach(() => sandbox.reset())
after(() => sandbox.close())

async function countPassed(calls: number, path = '/presence', method = 'GET') {
  const answers = await Promise.all(Array.from({ length: calls }, () => call(method, path)))
  return answers.filter(({ status }) => status !== 429).length
}

test('twenty calls a second pass, further ones are 429 without Retry-After and do not count', async () => {
  assert.equal(await countPassed(25), 20)
  const response = await fetch(`${sandbox.url}/presence`, {
    headers: { authorization: `Bearer ${sandbox.apiKey}` },
  })
  assert.equal(response.status, 429)
  assert.equal(response.headers.get('retry-after'), null)
  assert.equal((await response.json()).error, 'rate-limit-error')
  nowMs += 1_000
  assert.equal(await countPassed(21), 20)
})

test('a hundred calls in five seconds pass', async () => {
  sandbox.setRateLimit({ perSecond: 1_000 })
  assert.equal(await countPassed(110), 100)
  nowMs += 4_999
  assert.equal(await countPassed(1), 0)
  nowMs += 1
  assert.equal(await countPassed(1), 1)
})

test('deleting rooms has its own slower pace', async () => {
  assert.equal(await countPassed(4, '/rooms/none', 'DELETE'), 2)
  assert.equal(await countPassed(1), 1)
})

test('calls with a wrong key or route are not counted', async () => {
  for (let count = 0; count < 25; count += 1) await call('GET', '/presence', { authorization: 'Bearer x' })
  assert.equal(await countPassed(20), 20)
})

test('the limit can be changed and switched off', async () => {
  sandbox.setRateLimit({ perSecond: 2, retryAfter: '1', countRefused: true })
  assert.equal(await countPassed(3), 2)
  nowMs += 999
  assert.equal(await countPassed(1), 0)
  nowMs += 1
  assert.equal(await countPassed(2), 1)
  sandbox.setRateLimit(false)
  assert.equal(await countPassed(30), 30)
})
