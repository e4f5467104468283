import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPollDue, withPoll } from './poll-budget.ts'

const INTERVAL_MS = 15_000
const calm = { nowMs: 100_000, intervalMs: INTERVAL_MS, recentMs: [90_000], wantedMs: null, failures: 0 }

test('the first poll is due at once, the next after the interval', () => {
  assert.equal(isPollDue({ ...calm, recentMs: [] }), true)
  assert.equal(isPollDue({ ...calm, nowMs: 104_999 }), false)
  assert.equal(isPollDue({ ...calm, nowMs: 105_000 }), true)
})

test('a wish brings the next poll forward once the last is 5 s old', () => {
  assert.equal(isPollDue({ ...calm, nowMs: 94_999, wantedMs: 91_000 }), false)
  assert.equal(isPollDue({ ...calm, nowMs: 95_000, wantedMs: 91_000 }), true)
  assert.equal(isPollDue({ ...calm, nowMs: 95_000, wantedMs: 89_000 }), false, 'an old wish was granted')
})

test('failures stretch the wait to four intervals, and no wish shortens it', () => {
  const due = (failures: number, seconds: number) =>
    isPollDue({ ...calm, nowMs: 90_000 + seconds * 1_000, failures, wantedMs: 91_000 })
  assert.deepEqual(
    [due(1, 29), due(1, 30), due(2, 59), due(2, 60), due(9, 59), due(9, 60)],
    [false, true, false, true, false, true],
  )
})

test('a clock that was set back does not stop the polls', () => {
  const recentMs = [500_000, 515_000, 530_000, 545_000, 560_000]
  assert.equal(isPollDue({ ...calm, nowMs: 100_000, recentMs }), true)
})

test('whatever people wish and Daily answers: never more than five polls in any 60 s, and never none for long', () => {
  const aStep = fc.record({
    passesMs: fc.integer({ min: 1, max: 3_000 }),
    wants: fc.boolean(),
    fails: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(aStep, { minLength: 50, maxLength: 400 }), (steps) => {
      const starts: number[] = []
      let state = { nowMs: 1_000_000, recentMs: [] as number[], wantedMs: null as number | null, failures: 0 }
      for (const { passesMs, wants, fails } of steps) {
        state = { ...state, nowMs: state.nowMs + passesMs, wantedMs: wants ? state.nowMs : state.wantedMs }
        if (!isPollDue({ ...state, intervalMs: INTERVAL_MS })) {
          assert.ok(state.nowMs - (starts.at(-1) ?? 0) < 4 * INTERVAL_MS)
          continue
        }
        starts.push(state.nowMs)
        const recentMs = withPoll(state.recentMs, state.nowMs)
        state = { ...state, recentMs, failures: fails ? state.failures + 1 : 0 }
      }
      for (const from of starts)
        assert.ok(starts.filter((at) => at >= from && at < from + 60_000).length <= 5)
    }),
  )
})
