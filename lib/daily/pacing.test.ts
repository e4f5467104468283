import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CallPriority, createPacing } from '#lib/daily/pacing'

/** A clock that jumps from one waking to the next; each one comes up to `lateMs` late. */
function aClock(lateMs = 0) {
  let nowMs = 0
  const sleepers: { atMs: number; wake: () => void }[] = []
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      sleepers.push({ atMs: nowMs + Math.max(ms, 0) + lateMs, wake: resolve })
    })
  async function runUntil(endMs: number) {
    for (;;) {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      sleepers.sort((a, b) => a.atMs - b.atMs)
      if ((sleepers[0]?.atMs ?? Number.POSITIVE_INFINITY) > endMs) break
      const next = sleepers.shift()
      nowMs = Math.max(nowMs, next?.atMs ?? nowMs)
      next?.wake()
    }
    nowMs = endMs
  }
  return { now: () => nowMs, sleep, runUntil }
}

function aPace(callsPerSecond: number, lateMs = 0) {
  const clock = aClock(lateMs)
  const pacing = createPacing({ callsPerSecond, sleep: clock.sleep, now: clock.now })
  const starts: { name: string; atMs: number }[] = []
  const call = (priority: CallPriority, name: string = priority, signal?: AbortSignal) =>
    pacing.run(
      priority,
      async () => {
        starts.push({ name, atMs: clock.now() })
        return name
      },
      signal,
    )
  return { clock, pacing, starts, call }
}

function mostWithin(starts: { atMs: number }[], windowMs: number) {
  return Math.max(
    ...starts.map(
      ({ atMs }) => starts.filter((other) => other.atMs >= atMs && other.atMs < atMs + windowMs).length,
    ),
  )
}

for (const [callsPerSecond, lateMs] of [
  [15, 0],
  [15, 2],
  [15, 20],
  [20, 3],
  [2, 1],
] as const) {
  test(`${callsPerSecond} calls a second are reached and not passed, timers ${lateMs} ms late`, async () => {
    const { clock, starts, call } = aPace(callsPerSecond, lateMs)
    for (let index = 0; index < 700; index += 1) void call('bulk_eject')
    await clock.runUntil(30_000)
    const perSecond = starts.length / 30
    assert.ok(perSecond >= callsPerSecond * 0.97, `${perSecond}`)
    assert.ok(perSecond <= callsPerSecond + 0.1, `${perSecond}`)
    assert.ok(mostWithin(starts, 5_000) <= Math.min(100, callsPerSecond * 5 + 1))
    assert.ok(mostWithin(starts, 1_000) <= Math.min(20, callsPerSecond + 1))
    assert.ok(mostWithin(starts, 200) <= callsPerSecond / 5 + 2)
  })
}

test('more than Daily takes is never asked for', async () => {
  const { clock, starts, call } = aPace(500)
  for (let index = 0; index < 700; index += 1) void call('bulk_eject')
  await clock.runUntil(30_000)
  assert.ok(mostWithin(starts, 5_000) <= 100)
  assert.ok(mostWithin(starts, 1_000) <= 20)
})

test('the first call leaves at once, and so does the first after a rest', async () => {
  const { clock, starts, call } = aPace(15)
  void call('read', 'first')
  await clock.runUntil(10_000)
  void call('read', 'second')
  void call('read', 'third')
  await clock.runUntil(11_000)
  assert.deepEqual(
    starts.map(({ name, atMs }) => [name, Math.round(atMs)]),
    [
      ['first', 0],
      ['second', 10_000],
      ['third', 10_067],
    ],
  )
})

test('a small eject goes before bulk ejects, and these before reads', async () => {
  const { clock, starts, call } = aPace(10)
  for (let index = 0; index < 100; index += 1) void call('read')
  await clock.runUntil(0)
  for (let index = 0; index < 3; index += 1) void call('bulk_eject')
  await clock.runUntil(150)
  void call('small_eject')
  await clock.runUntil(1_000)
  const order = starts.slice(0, 6).map(({ name }) => name)
  assert.deepEqual(order, ['read', 'bulk_eject', 'small_eject', 'bulk_eject', 'bulk_eject', 'read'])
})

test('a call that takes long does not hold up the next', async () => {
  const { clock, pacing, starts, call } = aPace(10)
  void pacing.run('small_eject', () => new Promise(() => undefined))
  void call('small_eject')
  await clock.runUntil(200)
  assert.equal(starts.length, 1)
})

test('a call that fails hands its own error on and the next still goes', async () => {
  const { clock, pacing, call } = aPace(10)
  const failing = assert.rejects(
    pacing.run('read', async () => {
      throw new RangeError('own')
    }),
    RangeError,
  )
  const next = call('read', 'next')
  await clock.runUntil(500)
  await failing
  assert.equal(await next, 'next')
})

test('the pace can be changed while calls wait', async () => {
  const { clock, pacing, starts, call } = aPace(2)
  for (let index = 0; index < 200; index += 1) void call('bulk_eject')
  await clock.runUntil(4_999)
  assert.equal(starts.length, 10)
  pacing.setCallsPerSecond(15)
  await clock.runUntil(9_999)
  assert.ok(Math.abs(starts.length - 85) <= 1, `${starts.length}`)
})

test('after a refusal for too many calls reads pause, longer each time, and ejects go on', async () => {
  const { clock, pacing, starts, call } = aPace(10)
  pacing.noteRateLimit()
  pacing.noteRateLimit()
  void call('read')
  void call('small_eject')
  await clock.runUntil(1_999)
  assert.deepEqual(
    starts.map(({ name }) => name),
    ['small_eject'],
  )
  await clock.runUntil(2_500)
  assert.equal(starts.at(-1)?.name, 'read')

  pacing.noteRateLimit()
  void call('read')
  await clock.runUntil(6_499)
  assert.equal(starts.length, 2)
  await clock.runUntil(6_600)
  assert.equal(starts.length, 3)
})

test('reads already waiting when the refusal comes pause too', async () => {
  const { clock, pacing, starts, call } = aPace(10)
  for (let index = 0; index < 20; index += 1) void call('read')
  await clock.runUntil(250)
  pacing.noteRateLimit()
  const before = starts.length
  void call('small_eject')
  await clock.runUntil(2_200)
  assert.deepEqual(
    starts.slice(before).map(({ name }) => name),
    ['small_eject'],
  )
  await clock.runUntil(6_000)
  assert.equal(starts.length, 21)
})

test('the pause is short again after a good answer', async () => {
  const { clock, pacing, starts, call } = aPace(10)
  for (let round = 0; round < 3; round += 1) {
    pacing.noteRateLimit()
    await clock.runUntil(clock.now() + 20_000)
  }
  pacing.noteAnswer()
  pacing.noteRateLimit()
  const startedAtMs = clock.now()
  void call('read')
  await clock.runUntil(startedAtMs + 3_000)
  assert.equal(starts[0]?.atMs, startedAtMs + 2_000)
})

test("a call called off while it waits is never made and takes nobody's turn", async () => {
  const { clock, starts, call } = aPace(10)
  const stop = new AbortController()
  void call('read', 'first')
  const second = call('read', 'second', stop.signal)
  void call('read', 'third')
  stop.abort(new RangeError('off'))
  await assert.rejects(second, RangeError)
  await clock.runUntil(150)
  assert.deepEqual(
    starts.map(({ name }) => name),
    ['first', 'third'],
  )
})
