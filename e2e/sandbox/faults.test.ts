import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { PROXY_MARKER } from './fault-answers.ts'
import type { FaultKind } from './faults.ts'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false })
const call = callerOf(sandbox)
let sam = ''

function eject(signal?: AbortSignal) {
  return fetch(`${sandbox.url}/rooms/hall/eject`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ids: [sam] }),
    ...(signal === undefined ? {} : { signal }),
  })
}

const isThere = () => sandbox.people('hall').some(({ id }) => id === sam)

beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'hall' })
  sandbox.join('hall', { userName: 'Host' })
  sam = sandbox.join('hall', { userName: 'Sam' })
})
after(() => sandbox.close())

const refusals: [FaultKind, number, string | undefined][] = [
  ['rate-limited', 429, 'rate-limit-error'],
  ['500', 500, 'server-error'],
  ['not-hosting', 404, 'not-found'],
  ['key-rejected', 401, 'authentication-error'],
  ['forbidden', 403, 'forbidden-error'],
  ['bad-request', 400, 'invalid-request-error'],
  ['200-empty-object', 200, undefined],
]

for (const [kind, status, error] of refusals) {
  test(`${kind} answers ${status} and ejects nobody`, async () => {
    sandbox.addFault({ kind, route: 'eject', times: 1 })
    const response = await eject()
    assert.equal(response.status, status)
    assert.equal((await response.json()).error, error)
    assert.equal(isThere(), true)
    assert.equal(sandbox.requests({ route: 'eject' })[0]?.fault, kind)
    assert.equal((await eject()).status, 200)
  })
}

test('a 429 carries the Retry-After that was asked for, or none', async () => {
  sandbox.addFault({ kind: 'rate-limited', times: 1 })
  assert.equal((await eject()).headers.get('retry-after'), null)
  sandbox.addFault({ kind: 'rate-limited', retryAfter: 'abc' })
  assert.equal((await eject()).headers.get('retry-after'), 'abc')
})

for (const [kind, status, applied] of [
  ['502-html', 502, false],
  ['200-html', 200, false],
  ['apply-then-504', 504, true],
] as const) {
  test(`${kind} is a page that gives the key away`, async () => {
    sandbox.addFault({ kind })
    const response = await eject()
    const page = await response.text()
    assert.equal(response.status, status)
    assert.match(page, new RegExp(PROXY_MARKER))
    assert.ok(page.includes(sandbox.apiKey))
    assert.equal(isThere(), !applied)
  })
}

test('200-empty-body and 200-null-list say nothing of use', async () => {
  sandbox.addFault({ kind: '200-empty-body', times: 1 })
  assert.equal(await (await eject()).text(), '')
  sandbox.addFault({ kind: '200-null-list', times: 1 })
  assert.deepEqual(await (await eject()).json(), { ejectedIds: null })
  assert.equal(isThere(), true)
})

for (const framing of ['content-length', 'chunked'] as const) {
  test(`cut-off-json (${framing}) breaks off after ejecting`, async () => {
    sandbox.addFault({ kind: 'cut-off-json', framing })
    const response = await eject()
    assert.equal(response.status, 200)
    await assert.rejects(response.text())
    assert.equal(isThere(), false)
  })
}

test('truncated-json ends cleanly but cannot be read', async () => {
  sandbox.addFault({ kind: 'truncated-json' })
  const text = await (await eject()).text()
  assert.throws(() => JSON.parse(text))
  assert.equal(isThere(), false)
})

for (const [kind, applied] of [
  ['hang', false],
  ['apply-then-hang', true],
] as const) {
  test(`${kind} never answers`, async () => {
    sandbox.addFault({ kind })
    await assert.rejects(eject(AbortSignal.timeout(60)), { name: 'TimeoutError' })
    assert.equal(isThere(), !applied)
    assert.equal(sandbox.requests({ route: 'eject' })[0]?.status, null)
  })
}

for (const [kind, applied] of [
  ['reset', false],
  ['apply-then-reset', true],
] as const) {
  test(`${kind} breaks the connection`, async () => {
    sandbox.addFault({ kind, times: 1 })
    await assert.rejects(eject())
    assert.equal(isThere(), !applied)
  })
}

test('slow waits, then answers as ever', async () => {
  sandbox.addFault({ kind: 'slow', delayMs: 40 })
  const startedAt = performance.now()
  assert.deepEqual(await (await eject()).json(), { ejectedIds: [sam] })
  assert.ok(performance.now() - startedAt >= 35)
})

test('bad-rows takes the id from the first person of each room', async () => {
  sandbox.addFault({ kind: 'bad-rows', route: 'presence', times: 1 })
  const { body } = await call('GET', '/presence')
  assert.equal(body.hall[0].id, null)
  assert.equal(body.hall[1].id, sam)
})

test('a fault keeps to its route, room, count and start', async () => {
  sandbox.createRoom({ name: 'other' })
  sandbox.addFault({ kind: '500', route: 'eject', room: 'hall', skip: 1, times: 1 })
  assert.equal((await call('GET', '/presence')).status, 200)
  assert.equal((await call('POST', '/rooms/other/eject', { json: { ids: ['x'] } })).status, 404)
  const statuses = [(await eject()).status, (await eject()).status, (await eject()).status]
  assert.deepEqual(statuses, [200, 500, 200])
  assert.deepEqual(sandbox.faults(), [])
})

test('a fault may be applied although its kind is not', async () => {
  sandbox.addFault({ kind: '500', applied: true })
  assert.equal((await eject()).status, 500)
  assert.equal(isThere(), false)
})

test('an unknown route name is told at once', () => {
  assert.throws(() => sandbox.addFault({ kind: '500', route: 'ejects' }), /no route is named ejects/)
})

test('latency is set by route', async () => {
  sandbox.setLatency({ eject: 40 })
  const startedAt = performance.now()
  await eject()
  assert.ok(performance.now() - startedAt >= 35)
})

test('closing does not wait for hanging calls', async () => {
  const other = await startSandbox()
  other.addFault({ kind: 'hang' })
  const hanging = assert.rejects(callerOf(other)('GET', '/presence'))
  while (other.requests().length === 0) await pause(5)
  await other.close()
  await hanging
  await other.close()
})
