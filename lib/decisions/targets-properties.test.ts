import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_ID_UNITS } from '#lib/daily/ids'
import { parseTargets, toTargetText } from '#lib/decisions/targets'
import { trimInvisible } from '#lib/decisions/targets-entry'

const RUNS = { numRuns: 400 }
const idsOf = (text: string) => parseTargets(text).accepted.map(({ id }) => id)

const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => {
  return String.fromCharCode(...units)
})
const roughCharacters = [
  ...'aZ09 \t\n\r,;"\'`“”„‘’«»[]{}:-+.E\\\u00a0\u200b\ufeff\u2028é',
  '\ud800',
  '\0',
  '😀',
]
const roughText = fc
  .array(
    fc.oneof(fc.constantFrom(...roughCharacters), fc.constantFrom('user_id', 'null', '["', '"]', '{"a":')),
    {
      maxLength: 80,
    },
  )
  .map((parts) => parts.join(''))
const anyText = fc.oneof(anyUnits, roughText, fc.string({ unit: 'binary' }))

const isStorable = (id: string) => id.length > 0 && id.length <= MAX_ID_UNITS && !/[\p{Cc}\p{Cs}]/u.test(id)
const anyId = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    roughText,
    fc.uuid(),
    fc.constant('user_id'),
  )
  .filter(isStorable)
const anyIds = fc.uniqueArray(anyId, { maxLength: 30 })
const firmId = anyId.filter((id) => trimInvisible(id) === id)
const wordIds = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9ü._:@/#-]{1,36}$/), {
  minLength: 1,
  maxLength: 30,
})

function partsOf(text: string) {
  const { accepted, rejected, duplicates, total } = parseTargets(text)
  const texts = [...accepted, ...duplicates].map(({ id }) => id).concat(rejected.map((entry) => entry.text))
  return { texts, total }
}

const lettersOf = (text: string) => [...text.replace(/[^A-Za-z0-9é]/g, '')].sort().join('')

test('no text makes it throw, and the counts add up', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { texts, total } = partsOf(text)
      assert.equal(texts.length, total)
      assert.ok(texts.every((part) => part !== ''))
    }),
    { numRuns: 2_000 },
  )
})

test('no letter or digit is lost, added or changed', () => {
  fc.assert(
    fc.property(roughText, (text) => {
      fc.pre(!text.includes('\\'))
      assert.equal(lettersOf(partsOf(text).texts.join('')), lettersOf(text))
    }),
    { numRuns: 2_000 },
  )
})

test('lines are those of the pasted text', () => {
  fc.assert(
    fc.property(roughText, (text) => {
      const lines = text.split(/\r\n|\r|\n/)
      const parsed = parseTargets(text)
      for (const { id, line } of [...parsed.accepted, ...parsed.duplicates]) {
        if (!text.includes('\\'))
          assert.ok(
            lines[line - 1]
              ?.replaceAll(/(["'`‘’«»„“”])\1/g, '$1')
              .includes(id.replaceAll(/(["'`‘’«»„“”])\1/g, '$1')),
          )
      }
    }),
    RUNS,
  )
})

test('JSON and CSV give every ID back, byte for byte and in order', () => {
  const firmIds = fc.uniqueArray(firmId, { maxLength: 30 })
  fc.assert(
    fc.property(
      firmIds,
      fc.constantFrom(0, 2),
      fc.constantFrom(',', ';', '\n', '\r\n', '\t'),
      (ids, indent, separator) => {
        assert.deepEqual(idsOf(JSON.stringify(ids, null, indent)), ids)
        const csv = ['first', ...ids].map((id) => `"${id.replaceAll('"', '""')}"`).join(separator)
        assert.deepEqual(idsOf(csv), [...new Set(['first', ...ids])])
      },
    ),
    RUNS,
  )
})

test('every plain list gives every ID back, byte for byte and in order', () => {
  const separators = fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\t',
    ',',
    ', ',
    ';',
    ' ; ',
    ' ',
    '\n\n',
    ' \t\n',
    '\u2028',
  )
  fc.assert(
    fc.property(wordIds, separators, (words, separator) => {
      const ids = words.filter((id) => !/^[+-]?\d+(\.\d+)?e\+\d+$|^\d{15}0+$/i.test(id))
      assert.deepEqual(idsOf(['first', ...ids].join(separator)), [...new Set(['first', ...ids])])
    }),
    RUNS,
  )
})

test('repeats are merged into the first and counted', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<string>('a', 'A', 'b', 'ä', 'c1'), { maxLength: 40 }), (ids) => {
      const { accepted, duplicates } = parseTargets(ids.join('\n'))
      assert.deepEqual(
        accepted.map(({ id }) => id),
        [...new Set(ids)],
      )
      assert.equal(duplicates.length, ids.length - accepted.length)
      for (const { id, firstLine } of duplicates) assert.equal(ids.indexOf(id), firstLine - 1)
    }),
    RUNS,
  )
})

test('a list to copy is read back exactly, whatever the IDs', () => {
  fc.assert(
    fc.property(anyIds, (ids) => {
      const parsed = parseTargets(toTargetText(ids))
      assert.deepEqual(
        parsed.accepted.map(({ id }) => id),
        ids,
      )
      assert.equal(parsed.total, ids.length)
    }),
    { numRuns: 2_000 },
  )
})

test('what is read can be written and read again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const ids = idsOf(text)
      assert.deepEqual(idsOf(toTargetText(ids)), ids)
    }),
    { numRuns: 1_000 },
  )
})

const MEGABYTE = 1_000_000
const hostile = [
  '"',
  "'",
  '“',
  ',',
  '[',
  '{',
  '{"',
  '[{',
  '\\',
  '\ud800',
  '\u00a0',
  ' ',
  '\n',
  '\r',
  "'a ",
  '"a"b',
  '["',
  '" ',
  "'a'b",
  '1,2E+',
  '{\n',
  '[[]',
  '""',
  '\t"',
  '" \u00a0',
]

test('a megabyte of anything is read to the end', () => {
  for (const part of hostile) {
    const text = part.repeat(MEGABYTE / part.length)
    for (const pasted of [text, `["a",${text}`]) {
      const { total, accepted, rejected, duplicates } = parseTargets(pasted)
      assert.equal(accepted.length + rejected.length + duplicates.length, total, JSON.stringify(part))
    }
  }
})
