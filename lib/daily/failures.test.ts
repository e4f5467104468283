import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DailyFailure } from '#lib/daily/failures'

test('a failure of a client from another bundle is known as one', () => {
  const foreign = Object.assign(new Error('Daily refused the request.'), {
    name: 'DailyFailure',
    code: 'refused',
  })
  assert.ok(foreign instanceof DailyFailure)
  assert.ok(new DailyFailure('refused') instanceof DailyFailure)
  for (const other of [new Error('x'), { name: 'DailyFailure', code: 'refused' }, null, undefined])
    assert.ok(!(other instanceof DailyFailure))
})
