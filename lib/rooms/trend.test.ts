import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changeOf, STEPS, toChangeText, toTrend } from './trend.ts'

test('a plot goes back from how many are here now', () => {
  const trend = toTrend(5, [
    [STEPS - 1, 2],
    [0, 1],
    [0, -3],
  ])
  assert.equal(trend.length, STEPS + 1)
  assert.deepEqual([trend[0], trend[1], trend.at(-2), trend.at(-1)], [5, 3, 3, 5])
})

test('a plot ends with how many are here now and is never below zero', () => {
  const move = fc.tuple(fc.nat({ max: STEPS - 1 }), fc.integer({ min: -20, max: 20 }))
  fc.assert(
    fc.property(fc.nat({ max: 1_000 }), fc.array(move), (people, moves) => {
      const trend = toTrend(people, moves)
      assert.equal(trend.at(-1), people)
      assert.ok(trend.every((count) => count >= 0))
    }),
  )
})

test('a change is told with its sign', () => {
  assert.deepEqual([4, -2, 0, 1_200].map(toChangeText), ['+4', '−2', '0', '+1,200'])
  assert.equal(changeOf([]), 0)
})
