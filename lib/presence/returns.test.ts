import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findPossibleReturn, toWatchList, type Watched } from './returns.ts'

const EJECTED_AT = 1_000_000
const MINUTE = 60_000

const SAM: Watched = { participantId: 's-1', userId: 'u-sam', name: 'Sam', at: EJECTED_AT }

function aSession(chosen: Partial<Parameters<typeof findPossibleReturn>[0]> = {}) {
  return {
    participantId: 's-2',
    userId: 'u-new',
    name: 'Mia',
    joinedAt: EJECTED_AT + MINUTE,
    leftAt: null,
    ejectedAt: null,
    protected: false,
    ...chosen,
  }
}

const reasons = (chosen: Parameters<typeof aSession>[0], watched = [SAM]) =>
  findPossibleReturn(aSession(chosen), toWatchList(watched))?.reasons ?? null

test('two reasons make a possible return, one is chance', () => {
  assert.deepEqual(reasons({ name: 'Sam' }), ['same_name', 'soon_after'])
  assert.deepEqual(reasons({ name: 'ЅАМ' }), ['look_alike_name', 'soon_after'])
  assert.deepEqual(reasons({ name: ' s a m ' }), ['look_alike_name', 'soon_after'])
  assert.deepEqual(reasons({ userId: null }), ['no_user_id', 'soon_after'])
  assert.deepEqual(reasons({ name: 'Sam', userId: null, joinedAt: EJECTED_AT + 60 * MINUTE }), [
    'same_name',
    'no_user_id',
  ])
  assert.equal(reasons({}), null)
  assert.equal(reasons({ name: 'Sam', joinedAt: EJECTED_AT + 60 * MINUTE }), null)
  assert.equal(reasons({ userId: null, joinedAt: EJECTED_AT + 60 * MINUTE }), null)
})

test('who was there before, is gone, is staff, or comes under the same user ID is none', () => {
  assert.equal(reasons({ name: 'Sam', joinedAt: EJECTED_AT - 2_001 }), null)
  assert.notEqual(reasons({ name: 'Sam', joinedAt: EJECTED_AT - 999 }), null)
  assert.equal(reasons({ name: 'Sam', leftAt: EJECTED_AT + MINUTE }), null)
  assert.equal(reasons({ name: 'Sam', ejectedAt: EJECTED_AT + MINUTE }), null)
  assert.equal(reasons({ name: 'Sam', protected: true }), null)
  assert.equal(reasons({ name: 'Sam', userId: 'u-sam' }), null)
  assert.equal(reasons({ name: 'Sam', participantId: 's-1' }), null)
})

test('people without a name do not look alike', () => {
  for (const name of [null, '', '  ', '\u200b'])
    assert.equal(reasons({ name, joinedAt: EJECTED_AT + MINUTE }, [{ ...SAM, name }]), null)
})

test('of several the one with most reasons is told', () => {
  const older: Watched = { participantId: 's-0', userId: 'u-mia', name: 'Mia', at: EJECTED_AT - 1_000 }
  const found = findPossibleReturn(aSession({ userId: null }), toWatchList([SAM, older]))
  assert.deepEqual(found, { name: 'Mia', reasons: ['same_name', 'no_user_id', 'soon_after'] })
})

test('it never throws and never tells fewer than two reasons', () => {
  const text = fc.option(fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(text, text, text, text, fc.integer(), (name, userId, theirName, theirId, joinedAt) => {
      const watched = { participantId: 's-9', userId: theirId, name: theirName, at: EJECTED_AT }
      const found = findPossibleReturn(aSession({ name, userId, joinedAt }), toWatchList([watched]))
      assert.ok(found === null || found.reasons.length >= 2)
    }),
  )
})
