import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isUuid,
  MAX_PASTE_BYTES,
  MAX_TARGETS,
  parseTargets,
  REJECT_REASONS,
  toTargetText,
} from '#lib/decisions/targets'

const idsOf = (text: string) => parseTargets(text).accepted.map(({ id }) => id)
const reasonsOf = (text: string) => parseTargets(text).rejected.map(({ text, reason }) => [text, reason])

test('white space at the ends is cut, words on one line are told apart and pointed out', () => {
  assert.deepEqual(parseTargets('a1 \n b2\t\n\nc 3'), {
    accepted: [
      { id: 'a1', line: 1 },
      { id: 'b2', line: 2 },
      { id: 'c', line: 4 },
      { id: '3', line: 4 },
    ],
    rejected: [],
    duplicates: [],
    splitLines: [{ line: 4, entries: 2 }],
    total: 4,
  })
})

test('a list written on one line, or with separators, is not called split', () => {
  for (const text of ['a b c', 'a b\nc d', 'a, b\nc', 'a\tb\nc', '"a" "b"\nc']) {
    assert.deepEqual(parseTargets(text).splitLines, [], text)
  }
})

const five = ['u-1043', '9f3aC', '007', '12345678901234567890', 'ü@x.de']
const quoted = (open: string, close: string) => five.map((id) => `${open}${id}${close}`).join(', ')

const formats: Record<string, string> = {
  LF: five.join('\n'),
  CRLF: five.join('\r\n'),
  'lone CR': five.join('\r'),
  tabs: five.join('\t'),
  'comma and space': five.join(', '),
  comma: five.join(','),
  semicolon: five.join(';'),
  spaces: five.join('  '),
  'blank lines around': `\n\n  ${five.join('\n\n')}\n\n`,
  'a byte order mark first': `\ufeff${five.join('\n')}`,
  'invisible ends': five.map((id) => `\u200b\u00a0${id}\u2060\u00ad`).join('\n'),
  'JSON strings': JSON.stringify(five),
  'JSON over several lines': JSON.stringify(five, null, 2),
  'several JSON arrays': five.map((id) => JSON.stringify([id])).join('\n'),
  'JSON that was cut off': JSON.stringify(five).slice(0, -1),
  'single-quoted array': `[${quoted("'", "'")}]`,
  'JSON with curly quotes': `[${quoted('“', '”')}]`,
  'straight quotes': quoted('"', '"'),
  'single quotes': quoted("'", "'"),
  backticks: quoted('`', '`'),
  'English quotes': quoted('“', '”'),
  'English single quotes': quoted('‘', '’'),
  'German quotes': quoted('„', '“'),
  'German quotes closed straight': quoted('„', '"'),
  'German single quotes': quoted('‚', '‘'),
  'Swedish quotes': quoted('”', '”'),
  'French quotes': quoted('«\u00a0', '\u00a0»'),
  'German guillemets': quoted('»', '«'),
  'single guillemets': quoted('‹', '›'),
  'corner brackets': quoted('「', '」'),
}

for (const [name, text] of Object.entries(formats)) {
  test(`five IDs are read from ${name}`, () => {
    const parsed = parseTargets(text)
    assert.deepEqual(
      parsed.accepted.map(({ id }) => id),
      five,
    )
    assert.equal(parsed.total, 5)
  })
}

test('JSON numbers keep the text they were written with', () => {
  assert.deepEqual(idsOf('[1, 12345678901234567891, 007, 1.50, "2"]'), [
    '1',
    '12345678901234567891',
    '007',
    '1.50',
    '2',
  ])
})

test('JSON escapes are decoded and quotes inside CSV quotes are halved', () => {
  assert.deepEqual(idsOf('["a\\u00e9", "b\\"c", "d\\\\e", "\\ud83d\\ude00"]'), ['aé', 'b"c', 'd\\e', '😀'])
  assert.deepEqual(idsOf('"a""b","""c""","d, e; f"'), ['a"b', '"c"', 'd, e; f'])
})

const headed: [string, string[]][] = [
  ['user_id\na\nb', ['user_id']],
  ['"User ID"\n"a"\n"b"', ['"User ID"']],
  ['User ID\r\na\r\nb', ['User ID']],
  ['participant id\na\nb', ['participant id']],
  ['Participant or user IDs:\na\nb', ['Participant or user IDs:']],
  ['id\na\nb', ['id']],
  ['\ufeffID\na\nb', ['ID']],
  ['Users\na\nb', ['Users']],
  ['user_id, a, b', ['user_id']],
  ['user id a b', ['user id']],
  ['Name\tUser ID\na\tb', ['Name', 'User ID']],
]

for (const [text, headings] of headed) {
  test(`a heading is pointed out, not ejected: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      reasonsOf(text),
      headings.map((heading) => [heading, 'heading']),
    )
    assert.deepEqual(idsOf(text), ['a', 'b'])
    assert.equal(parseTargets(text).total, 2 + headings.length)
  })
}

test('a word that could be an ID is no heading', () => {
  assert.deepEqual(idsOf('id'), ['id'])
  assert.deepEqual(idsOf('id, a'), ['id', 'a'])
  assert.deepEqual(idsOf('a\nuser_id'), ['a', 'user_id'])
  assert.deepEqual(idsOf('["user_id", "a"]'), ['user_id', 'a'])
  assert.deepEqual(idsOf('user1\nuser2'), ['user1', 'user2'])
})

const rejected: [string, [string, string][]][] = [
  [`${'x'.repeat(37)}\nok`, [['x'.repeat(37), 'too_long']]],
  ['😀'.repeat(19), [['😀'.repeat(19), 'too_long']]],
  ['1.23457E+12\nok', [['1.23457E+12', 'damaged_number']]],
  ['1,23457E+12\nok', [['1,23457E+12', 'damaged_number']]],
  ['a;1,2E+15;ok', [['1,2E+15', 'damaged_number']]],
  ['1e+21', [['1e+21', 'damaged_number']]],
  ['1234567890123450', [['1234567890123450', 'damaged_number']]],
  ['123456789012345000000', [['123456789012345000000', 'damaged_number']]],
  ['a\0b', [['a\0b', 'control_character']]],
  ['["a\\nb"]', [['a\nb', 'control_character']]],
  ['a\ud800b', [['a\ud800b', 'control_character']]],
  ['"a1\nb2', [['"a1', 'broken_quote']]],
  ['"a1"b2 c3', [['"a1"b2', 'broken_quote']]],
  ['["a\\x", "b"]', [['"a\\x"', 'broken_quote']]],
  ['[{"id": "a, b"}, "c"]', [['{"id": "a, b"}', 'not_an_id']]],
  ['[["a"], "c"]', [['["a"]', 'not_an_id']]],
  [
    '["c", null, true]',
    [
      ['null', 'not_an_id'],
      ['true', 'not_an_id'],
    ],
  ],
  ['{"ids": ["a"]}', [['{"ids": ["a"]}', 'not_an_id']]],
  ['[{"id": "a"\n"c"', [['{"id": "a"', 'not_an_id']]],
]

for (const [text, expected] of rejected) {
  test(`left out with a reason: ${JSON.stringify(text).slice(0, 60)}`, () => {
    assert.deepEqual(reasonsOf(text), expected)
  })
}

test('what could be a real ID stays one', () => {
  const real = [
    '123456789012345',
    '1234567890123456',
    '12e10',
    '0123456789012340',
    '[bot]',
    '{x}',
    'O’Brien',
    "5'11",
  ]
  assert.deepEqual(idsOf(real.join('\n')), real)
  assert.deepEqual(idsOf('"1.23457E+12" "1234567890123450"'), ['1.23457E+12', '1234567890123450'])
  assert.deepEqual(idsOf('["1.23457E+12"]'), ['1.23457E+12'])
  assert.deepEqual(idsOf("‘O’Brien’, 'd'Arc'"), ['O’Brien', "d'Arc"])
  assert.deepEqual(idsOf('a\u00a0b\nA\u0301\nÁ'), ['a\u00a0b', 'A\u0301', 'Á'])
})

test('an open quote takes the rest of its line and nothing more', () => {
  const parsed = parseTargets('a\n“b, c\nd')
  assert.deepEqual(parsed.rejected, [{ text: '“b, c', line: 2, reason: 'broken_quote' }])
  assert.deepEqual(idsOf('a\n“b, c\nd'), ['a', 'd'])
})

test('repeated IDs are merged and counted, letter case counts', () => {
  assert.deepEqual(parseTargets('a\nA\na\r"a"').duplicates, [
    { id: 'a', line: 3, firstLine: 1 },
    { id: 'a', line: 4, firstLine: 1 },
  ])
})

test('IDs beyond the most that one decision holds are left out, none is lost', () => {
  const parsed = parseTargets(Array.from({ length: MAX_TARGETS + 2 }, (_, index) => `u${index}`).join('\n'))
  assert.equal(parsed.accepted.length, MAX_TARGETS)
  assert.deepEqual(
    parsed.rejected.map(({ text, line, reason }) => [text, line, reason]),
    [
      ['u10000', 10_001, 'too_many'],
      ['u10001', 10_002, 'too_many'],
    ],
  )
})

test('too much text is one entry left out whole, measured in bytes', () => {
  for (const text of ['a'.repeat(MAX_PASTE_BYTES + 1), 'ü'.repeat(MAX_PASTE_BYTES / 2 + 1)]) {
    assert.deepEqual(parseTargets(text).rejected, [{ text, line: 1, reason: 'too_large' }])
    assert.equal(parseTargets(text).total, 1)
  }
  assert.equal(parseTargets('a'.repeat(MAX_PASTE_BYTES)).rejected[0]?.reason, 'too_long')
})

test('a list to copy is plain where it can be', () => {
  assert.equal(toTargetText(['a', 'b']), 'a\nb')
  assert.equal(toTargetText(['a b', 'c"d', '"e']), '"a b"\nc"d\n"""e"')
  assert.equal(toTargetText(['user_id', 'a']), '["user_id",\n"a"]')
  assert.equal(toTargetText(['a ']), '["a\\u0020"]')
  assert.equal(toTargetText([]), '')
})

test('UUIDs are known by their form', () => {
  assert.ok(isUuid('D61CD7B2-0000-4000-8000-000000000009'))
  assert.ok(!isUuid('d61cd7b2-0000-4000-8000-00000000000'))
  assert.ok(!isUuid(' d61cd7b2-0000-4000-8000-000000000009'))
})

test('every reason has a sentence', () => {
  for (const sentence of Object.values(REJECT_REASONS)) assert.match(sentence, /^[A-Z].+\.$/)
})
