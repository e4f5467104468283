import assert from 'node:assert/strict'
import { test } from 'node:test'
import { switchInput } from './switch.ts'

for (const value of [false, 'false', '0', 'off', '', undefined, ' OFF '])
  test(`${JSON.stringify(value)} is off`, () => assert.equal(switchInput.parse(value), false))

for (const value of [true, 'on', 'true', '1', 'True'])
  test(`${JSON.stringify(value)} is on`, () => assert.equal(switchInput.parse(value), true))

for (const value of ['maybe', 'yes', ['on', 'off'], ['on'], 1, 0, null, {}, 'false,true'])
  test(`${JSON.stringify(value)} is refused`, () => assert.equal(switchInput.safeParse(value).success, false))
