import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeApi } from './openapi.ts'
import { OPERATIONS } from './operations.ts'

test('every operation tells its scope, its input, its answer and its problems', () => {
  const { paths } = describeApi()
  for (const { path, method, scope, answer, repeated, problems } of OPERATIONS) {
    const text = JSON.stringify(paths[path]?.[method])
    if (scope !== null) assert.ok(text.includes(`"x-scope":"${scope}"`), text)
    const repeats = repeated === undefined ? [] : [repeated.status]
    for (const status of [answer.status, ...repeats, ...problems])
      assert.ok(text.includes(`"${status}":{`), `${path} ${status}`)
  }
})

test('inputs are described as the routes parse them', () => {
  const text = JSON.stringify(describeApi().paths)
  for (const part of [
    '"maxItems":100',
    '"maxLength":36',
    '"room_name"',
    '"additionalProperties":false',
    '"in":"query"',
    '{"name":"Idempotency-Key","in":"header","required":false',
    '"maxItems":10',
  ])
    assert.ok(text.includes(part), part)
})

test('the description is plain JSON that refers only to what it has', () => {
  const document = describeApi()
  const text = JSON.stringify(document)
  assert.deepEqual(JSON.parse(text), document)
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    assert.ok(name !== undefined && name in document.components.schemas)
  assert.ok(!text.includes('"$schema"'))
})
