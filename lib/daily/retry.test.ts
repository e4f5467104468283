import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { createDaily } from '#lib/daily/client'
import { ejectWithRetry } from '#lib/daily/retry'
import { aDaily, aDeadUrl, HANGING, MARKER_KEY } from '#lib/daily/testing'
import { type Sandbox, startSandbox } from '#sandbox'

type FaultKind = Parameters<Sandbox['addFault']>[0]['kind']

const sandbox = await startSandbox({ apiKey: MARKER_KEY, rateLimit: false })
after(() => sandbox.close())

let sam = ''
beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'lesson-7' })
  sam = sandbox.join('lesson-7')
})

const samOnly = () => ({ ids: [sam], userIds: [], ban: false })
const ejects = () => sandbox.requests({ route: 'eject' }).length
const isNear = (waitsS: number[], expectedS: number[]) =>
  waitsS.length === expectedS.length &&
  waitsS.every((s, index) => s >= (expectedS[index] ?? 0) && s <= (expectedS[index] ?? 0) * 1.11)

const neverResent: FaultKind[] = [
  '500',
  '502-html',
  '200-html',
  '200-empty-body',
  '200-empty-object',
  '200-null-list',
  'cut-off-json',
  'truncated-json',
  'reset',
  'hang',
  'apply-then-hang',
  'apply-then-504',
  'apply-then-reset',
  'key-rejected',
  'forbidden',
  'bad-request',
]

for (const kind of neverResent) {
  test(`an eject is sent once and never blindly resent on ${kind}`, async () => {
    sandbox.addFault({ kind, route: 'eject' })
    const { daily, longWaitsS } = aDaily(sandbox, HANGING.includes(kind) ? { timeoutMs: 250 } : {})
    const result = await ejectWithRetry(daily, 'lesson-7', samOnly(), { stillListed: () => true })
    assert.match(result.kind, /^(unclear|refused)$/)
    assert.deepEqual([result.attempts, ejects(), longWaitsS()], [1, 1, []])
  })
}

for (const retryAfter of [undefined, 'abc', 'Fri, 28 Aug 2020 12:00:00 GMT', '86400', '0', '-5']) {
  test(`refused for too many calls with Retry-After ${retryAfter}: finite, growing waits`, async () => {
    sandbox.addFault({
      kind: 'rate-limited',
      route: 'eject',
      ...(retryAfter !== undefined && { retryAfter }),
    })
    const { daily, longWaitsS } = aDaily(sandbox)
    const result = await ejectWithRetry(daily, 'lesson-7', samOnly())
    assert.equal(result.kind, 'rate_limited')
    assert.equal(ejects(), 5)
    assert.ok(isNear(longWaitsS(), [1, 2, 4, 8]), String(longWaitsS()))
  })
}

test('a sane Retry-After is honoured, a minute in all at most', async () => {
  sandbox.addFault({ kind: 'rate-limited', route: 'eject', retryAfter: '25' })
  const { daily, longWaitsS } = aDaily(sandbox)
  assert.equal((await ejectWithRetry(daily, 'lesson-7', samOnly())).kind, 'rate_limited')
  assert.ok(isNear(longWaitsS(), [25, 25]), String(longWaitsS()))
})

test('an eject gets through once Daily takes calls again', async () => {
  sandbox.addFault({ kind: 'rate-limited', route: 'eject', times: 2 })
  const seen: string[] = []
  const onAttempt = (attempt: { kind: string }, number: number) => seen.push(`${number} ${attempt.kind}`)
  const result = await ejectWithRetry(aDaily(sandbox).daily, 'lesson-7', samOnly(), { onAttempt })
  assert.deepEqual(result, { kind: 'answered', ejectedIds: new Set([sam]), attempts: 3 })
  assert.deepEqual(seen, ['1 rate_limited', '2 rate_limited', '3 answered'])
})

test('a refused connection is tried once more at once', async () => {
  const { daily, longWaitsS } = aDaily({ url: await aDeadUrl() })
  const result = await ejectWithRetry(daily, 'lesson-7', samOnly())
  assert.deepEqual(result, { kind: 'unreachable', attempts: 2 })
  assert.deepEqual(longWaitsS(), [])
})

test('nobody there is believed unless presence still lists the person', async () => {
  sandbox.addFault({ kind: 'not-hosting', route: 'eject' })
  const { daily } = aDaily(sandbox)
  assert.deepEqual(await ejectWithRetry(daily, 'lesson-7', samOnly()), { kind: 'not_hosting', attempts: 1 })
  const options = { stillListed: async () => false }
  assert.deepEqual(await ejectWithRetry(daily, 'lesson-7', samOnly(), options), {
    kind: 'not_hosting',
    attempts: 1,
  })
})

test('a person presence lists is tried again after 1, 2, 4 and 8 seconds, at last unclear', async () => {
  sandbox.addFault({ kind: 'not-hosting', route: 'eject' })
  const { daily, longWaitsS } = aDaily(sandbox)
  const result = await ejectWithRetry(daily, 'lesson-7', samOnly(), { stillListed: () => true })
  assert.deepEqual(result, { kind: 'unclear', why: 'still_listed', status: 404, attempts: 5 })
  assert.deepEqual(longWaitsS(), [1, 2, 4, 8])
})

test('a call that has only just begun is ejected from after all', async () => {
  sandbox.addFault({ kind: 'not-hosting', route: 'eject', times: 2 })
  const result = await ejectWithRetry(aDaily(sandbox).daily, 'lesson-7', samOnly(), {
    stillListed: () => true,
  })
  assert.equal(result.kind, 'answered')
  assert.deepEqual(sandbox.people('lesson-7'), [])
})

test('called off, it sends nothing more and tells the last answer', async () => {
  sandbox.addFault({ kind: 'rate-limited', route: 'eject' })
  const stop = new AbortController()
  const onAttempt = () => stop.abort()
  const result = await ejectWithRetry(aDaily(sandbox).daily, 'lesson-7', samOnly(), {
    signal: stop.signal,
    onAttempt,
  })
  assert.deepEqual([result.kind, result.attempts, ejects()], ['rate_limited', 1, 1])
})

test('a refusal for too many calls slows reads down first', async () => {
  sandbox.addFault({ kind: 'rate-limited', route: 'eject', times: 1 })
  const { daily, longWaitsS } = aDaily(sandbox)
  await daily.ejectOnce('lesson-7', samOnly())
  await daily.ejectOnce('lesson-7', samOnly())
  assert.deepEqual(longWaitsS(), [])
  await daily.presence()
  assert.ok((longWaitsS()[0] ?? 0) > 1)
})

test('at its usual pace the client never meets the limit of Daily', async () => {
  sandbox.setRateLimit({ enabled: true })
  const daily = createDaily({ url: sandbox.url, apiKey: MARKER_KEY })
  const attempts = await Promise.all(Array.from({ length: 26 }, () => daily.ejectOnce('lesson-7', samOnly())))
  sandbox.setRateLimit(false)
  assert.deepEqual(
    attempts.filter(({ kind }) => kind === 'rate_limited'),
    [],
  )
})
