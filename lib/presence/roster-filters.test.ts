import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aParticipant } from '#e2e/support/roster'
import { countMatches, type Filter, narrow, roomLooks } from './roster-filters.ts'

const NOW = 1_800_000_000_000
const OLD = NOW - 600_000

const PEOPLE = [
  aParticipant('sam', { joinedAt: NOW - 59_000, name: 'Sam' }),
  aParticipant('twin', { joinedAt: OLD, name: 'Sаm', userId: null }),
  aParticipant('mia', { joinedAt: OLD, name: 'Mia', banned: 'here', ejectedBefore: 2 }),
  aParticipant('jo', { joinedAt: OLD, name: 'Jo', banned: 'elsewhere', earlierNames: ['Mallory'] }),
  aParticipant('gone', { joinedAt: NOW - 1_000, name: 'Ｊｏ', state: 'left', userId: null }),
]

const surroundings = { looks: roomLooks(PEOPLE), nowMs: NOW }

function shown(search: string, ...filters: Filter[]): string[] {
  return narrow(PEOPLE, { search, filters }, surroundings).map(({ participantId }) => participantId)
}

test('each filter shows its people, those who left among them', () => {
  assert.deepEqual(shown('', 'new'), ['sam', 'gone'])
  assert.deepEqual(shown('', 'no_user_id'), ['twin', 'gone'])
  assert.deepEqual(shown('', 'look_alike'), ['sam', 'twin'])
  assert.deepEqual(shown('', 'ejected_before'), ['mia'])
  assert.deepEqual(shown('', 'banned_here'), ['mia'])
})

test('filters and search narrow together', () => {
  assert.deepEqual(shown('', 'look_alike', 'no_user_id'), ['twin'])
  assert.deepEqual(shown('SAM', 'look_alike'), ['sam'])
  assert.deepEqual(shown(' jo '), ['jo', 'gone'])
  assert.deepEqual(shown('mallory'), ['jo'])
  assert.deepEqual(shown('u-mia'), ['mia'])
  assert.deepEqual(shown('mia', 'new'), [])
})

test('the counts leave out who left', () => {
  assert.deepEqual(countMatches(PEOPLE, surroundings), {
    new: 1,
    no_user_id: 1,
    look_alike: 2,
    ejected_before: 1,
    banned_here: 1,
    possible_return: 0,
  })
})

test('with nothing asked the list is the same list', () => {
  assert.equal(narrow(PEOPLE, { search: '  ', filters: [] }, surroundings), PEOPLE)
})
