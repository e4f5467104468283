import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anOperator } from '#e2e/support/operators'
import {
  ALL_PERMISSIONS,
  assertCan,
  can,
  coversRoom,
  type Permission,
  Refusal,
  ROLES,
  type Role,
} from './permissions.ts'
import { isRoomPattern, patternCovers } from './room-pattern.ts'

/** The table of the design, a row a permission: viewer, support, moderator, admin. */
const TABLE: Record<Permission, [boolean, boolean, boolean, boolean]> = {
  'room.see': [true, true, true, true],
  'ban.see': [true, true, true, true],
  'participant.eject': [false, true, true, true],
  'ban.room': [false, false, true, true],
  'ban.wide': [false, false, false, true],
  'ban.lift_own': [false, false, true, true],
  'ban.lift_any': [false, false, false, true],
  'ban.export': [false, false, true, true],
  'audit.see': [false, false, true, true],
  'audit.export': [false, false, true, true],
  'report.see': [true, true, true, true],
  'report.work': [false, true, true, true],
  'person.see': [true, true, true, true],
  'person.note': [false, true, true, true],
  'person.erase': [false, false, false, true],
  'policy.see': [true, true, true, true],
  'policy.manage': [false, false, false, true],
  'outgoing_webhook.manage': [false, false, false, true],
  'protection.manage': [false, false, false, true],
  'settings.manage': [false, false, false, true],
  'token.manage': [false, false, false, true],
  'account.password': [true, true, true, true],
}

test('the table names every permission there is', () => {
  assert.deepEqual(Object.keys(TABLE).sort(), [...ALL_PERMISSIONS].sort())
})

for (const permission of ALL_PERMISSIONS) {
  for (const [index, role] of ROLES.entries()) {
    const allowed = TABLE[permission][index] === true
    test(`${role} ${allowed ? 'may' : 'may not'} ${permission}`, () => {
      assert.equal(can(anOperator(role), permission), allowed)
      assert.equal(can(anOperator(role), permission, { room: 'class-7b' }), allowed)
      assert.equal(
        can(anOperator(role, { patterns: ['lab-*'] }), permission, { room: 'class-7b' }),
        allowed && role === 'admin',
        'in a room that is not theirs only admins may',
      )
    })
  }
}

test('a refusal says what was asked, where, in a sentence for people', () => {
  for (const permission of ALL_PERMISSIONS) {
    const refused = ROLES.filter((_, index) => TABLE[permission][index] === false)
    for (const role of refused) assertRefused(role, permission)
  }
  assert.doesNotThrow(() =>
    assertCan(anOperator('moderator', { patterns: ['class-*'] }), 'ban.room', { room: 'class-1' }),
  )
})

function assertRefused(role: Role, permission: Permission) {
  assert.throws(
    () => assertCan(anOperator(role), permission, { room: 'class-7b' }),
    (error: unknown) =>
      error instanceof Refusal &&
      error.code === 'forbidden' &&
      error.permission === permission &&
      error.room === 'class-7b' &&
      /^[A-Z].*\.$/.test(error.message),
  )
}

test('no patterns cover all rooms, an empty list covers none', () => {
  assert.equal(coversRoom(anOperator('viewer'), 'any'), true)
  assert.equal(coversRoom(anOperator('viewer', { patterns: [] }), 'any'), false)
})

const PATTERNS: [string, string, boolean][] = [
  ['class-*', 'class-7b', true],
  ['class-*', 'class-', true],
  ['class-*', 'Class-7b', false],
  ['class-*', 'xclass-7b', false],
  ['class-7b', 'class-7b', true],
  ['class-7b', 'class-7b2', false],
  ['*-7b', 'class-7b', true],
  ['a_b', 'a_b', true],
  ['a_b', 'axb', false],
  ['a*b*c', 'aXbYc', true],
  ['a*b*c', 'acb', false],
  ['ab*ba', 'aba', false],
  ['**', 'anything', true],
  ['*', '', true],
]

for (const [pattern, room, covers] of PATTERNS) {
  test(`${pattern} ${covers ? 'covers' : 'does not cover'} ${room}`, () => {
    assert.equal(patternCovers(pattern, room), covers)
  })
}

test('a pattern covers what its regular expression matches, for any pattern and room', () => {
  const letters = fc.constantFrom('a', 'b', 'A', '_', '-', '1')
  const aPattern = fc.array(fc.oneof(letters, fc.constant('*')), { minLength: 1, maxLength: 8 })
  const aRoom = fc.array(letters, { maxLength: 10 })
  fc.assert(
    fc.property(aPattern, aRoom, (parts, room) => {
      const pattern = parts.join('')
      const model = new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
      assert.equal(patternCovers(pattern, room.join('')), model.test(room.join('')))
    }),
    { numRuns: 2_000 },
  )
})

test('only letters, digits, -, _ and * make a pattern', () => {
  for (const text of ['', 'a b', 'a%', 'a.b', 'a/b', 'ä', 'a\n', 'x'.repeat(129)])
    assert.equal(isRoomPattern(text), false)
  for (const text of ['*', 'class-*', 'A_1', 'x'.repeat(128)]) assert.equal(isRoomPattern(text), true)
})
