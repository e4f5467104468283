import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lookOf, sharedLooks } from './look-alike.ts'

const ALIKE = [
  ['Sam', 'sam ', 'S a m', 'S\u0430m', 'Sa\u200bm', 'Ｓａｍ', '𝓢𝓪𝓶', 'ꜱᴀᴍ', 'SA\u00adM', '\u202emaS'],
  ['Ian', 'lan', '1an', '|an', 'Іan', 'ɪᴀɴ'],
  ['Olga', 'О1ga', '0lga', 'Οlga', 'OIga'],
  ['Moderator', 'М\u043ederat\u043er', 'rnoderator', '\u202erotaredoM'],
  ['Wendy', 'VVendy'],
  ['Петр', 'петр', 'ПЕТР'],
]

for (const names of ALIKE) {
  test(`these look the same: ${names.slice(0, 3).join(', ')}`, () => {
    assert.deepEqual([...new Set(names.map(lookOf))], [lookOf(names[0] ?? null)])
    assert.notEqual(lookOf(names[0] ?? null), '')
  })
}

test('names that can be told apart stay apart', () => {
  const names = ['Sam', 'Sami', 'Sàm', 'Pam', 'Sam 2', 'Zoë', 'Zoe', '美咲', '大輝', 'محمد', '🦊', '🦄']
  assert.equal(new Set(names.map(lookOf)).size, names.length)
})

test('what nobody can see looks like nothing, and nothing is like nothing', () => {
  const unseen = [null, '', ' ', '\u200b\u2800', '\u3164', '\ufe0f', '\u{e0041}']
  assert.deepEqual([...new Set(unseen.map(lookOf))], [''])
  assert.deepEqual(sharedOf(unseen.map((name, index) => ({ name, userId: `u-${index}` }))), [])
})

test('a look is shared by two, not by one who is in twice', () => {
  const twice = [
    { name: 'Mia', userId: 'u-77' },
    { name: 'Mia', userId: 'u-77' },
  ]
  assert.deepEqual(sharedOf(twice), [])
  assert.deepEqual(sharedOf([...twice, { name: 'mia', userId: 'u-78' }]), [lookOf('Mia')])
})

test('nothing that cannot be seen changes a look, and neither does case', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      assert.equal(lookOf(`\u200b${name} \u2060`), lookOf(name))
      assert.equal(lookOf(name.toUpperCase()), lookOf(name))
    }),
  )
})

function sharedOf(people: { name: string | null; userId: string }[]): string[] {
  return [
    ...sharedLooks(
      people,
      ({ name }) => lookOf(name),
      ({ userId }) => userId,
    ),
  ]
}
