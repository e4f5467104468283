import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toOwnPath } from './own-path.ts'

const HERE = 'https://rooms.example.org'

for (const path of [
  '/',
  '/bans',
  '/bans?search=%2F%2Fx',
  '/rooms/class-7b',
  '/audit?room=a&cursor=older.5',
]) {
  test(`${path} is an own path`, () => {
    assert.equal(toOwnPath(path), path)
  })
}

for (const foreign of [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  'bans',
  '',
  ' /bans',
  '/sign-in',
  '/sign-in?return=/bans',
  null,
  undefined,
]) {
  test(`${JSON.stringify(foreign)} leads to the overview`, () => {
    assert.equal(toOwnPath(foreign), '/')
  })
}

test('a fragment is left out', () => {
  assert.equal(toOwnPath('/bans#x'), '/bans')
})

test('no text leads to another host', () => {
  const text = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('/', '\\', '.', '..', '@', ':', '%2f', '?', '#', '\t', 'evil.example', 'https:'))
      .map((parts) => `/${parts.join('')}`),
  )
  fc.assert(
    fc.property(text, (given) => {
      assert.equal(new URL(toOwnPath(given), HERE).origin, HERE)
    }),
    { numRuns: 2_000 },
  )
})
