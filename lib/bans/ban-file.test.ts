import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeCell, readCsv, toCsv, unescapeCell } from '#lib/csv'
import { parseTargets } from '#lib/decisions/targets'
import { FIRST_POLICIES } from '#lib/policies/policies'
import { readId } from '../../app/(console)/bans/read-id.ts'
import { readBanFile } from './ban-file.ts'
import { toBansCsv, toBansJson } from './export.ts'
import type { ImportRow } from './import-input.ts'
import type { BanView } from './view.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })
const nasty = fc
  .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '"', '＝', ' ', ''), anyText)
  .map(([first, rest]) => first + rest)
const text = fc.oneof(anyText, nasty, fc.constantFrom('=cmd|x', '@SUM(1)', '-1', "''", 'a,b', '"', '\r\n'))
const storable = text.filter((value) => !value.includes('\0'))
const userId = storable
  .map((value) =>
    value
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 36)
      .toWellFormed()
      .replaceAll('\ufffd', ''),
  )
  .filter((value) => value !== '')
const scope = fc.oneof(
  fc.constantFrom(
    { scopeKind: 'room' as const, scopeValue: '-7b' },
    { scopeKind: 'all' as const, scopeValue: '' },
  ),
  fc.constant({ scopeKind: 'pattern' as const, scopeValue: '-class-*' }),
)

const aBan: fc.Arbitrary<BanView> = fc
  .record({
    scope,
    userId,
    name: fc.option(storable.filter((value) => value !== '')),
    startsAt: fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 }),
    endsAt: fc.option(fc.integer({ min: 2_000_000_000_001, max: 2_100_000_000_000 })),
    policy: fc.constantFrom(...FIRST_POLICIES.map(({ code }) => code)),
    policyVersion: fc.constant(1),
    reason: storable,
    evidence: fc.option(fc.constantFrom('https://example.org/a,b?c="d"', "https://example.org/'=1'")),
    by: storable,
  })
  .map(({ scope: where, ...ban }) => ({
    ...ban,
    ...where,
    banId: '',
    state: 'active' as const,
    mine: false,
    source: 'operator' as const,
    enforcedCount: 0,
    lastEnforcedAt: null,
    lifted: null,
    toldDaily: false,
    mayLift: false,
  }))

function toRow(ban: BanView): Omit<ImportRow, 'line'> {
  const { scopeKind, scopeValue } = ban
  return {
    userId: ban.userId,
    name: ban.name,
    terms: {
      scope:
        scopeKind === 'room'
          ? { kind: 'room', room: scopeValue }
          : scopeKind === 'pattern'
            ? { kind: 'pattern', pattern: scopeValue }
            : { kind: 'all' },
      startsAt: new Date(ban.startsAt),
      until: ban.endsAt === null ? null : { endsAt: new Date(ban.endsAt) },
      policy: ban.policy,
      reason: ban.reason,
      evidence: ban.evidence,
    },
  }
}

for (const [format, write] of [
  ['CSV', toBansCsv],
  ['JSON', toBansJson],
] as const) {
  test(`what is exported as ${format} comes back unchanged through the import`, () => {
    fc.assert(
      fc.property(fc.array(aBan, { maxLength: 8 }), (bans) => {
        const { rows, rejected } = readBanFile(write(bans), readId)
        assert.deepEqual(rejected, [])
        assert.deepEqual(
          rows.map(({ line: _, ...row }) => row),
          bans.map(toRow),
        )
      }),
      { numRuns: 400 },
    )
  })
}

test('cells of any text come back unchanged, and none begins as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (rows) => {
      const width = Math.max(0, ...rows.map((row) => row.length))
      const square = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')])
      const read = readCsv(toCsv(square)).map((row) => row.cells.map((cell) => cell.text))
      assert.deepEqual(
        read.map((row) => row.map(unescapeCell)),
        square,
      )
      for (const cell of read.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/u)
    }),
    { numRuns: 1_000 },
  )
})

test('the column of IDs can be pasted into the box', () => {
  fc.assert(
    fc.property(fc.uniqueArray(userId.filter(isPlainInside), { minLength: 1, maxLength: 6 }), (ids) => {
      const column = ids.map(escapeCell).join('\r\n')
      assert.deepEqual(
        parseTargets(`user_id\r\n${column}`).accepted.map(({ id }) => id),
        ids,
      )
    }),
    { numRuns: 1_000 },
  )
})

/** Other quotes and rounded numbers are for the box to judge, and its loose ends are cut off. */
function isPlainInside(id: string): boolean {
  return /^[=+@\w,; '|!()-]+$/.test(id) && id.trim() === id && !/e\+/i.test(id) && !/^\W*\d{15,}/.test(id)
}

test('names like formulas, quotes, commas and line breaks stay one row each', () => {
  const csv = toCsv([
    ['user_id', 'reason'],
    ['=cmd|x', 'a "b", c\r\nd'],
  ])
  assert.equal(csv, '\ufeff"user_id","reason"\r\n"\'=cmd|x\'","\'a ""b"", c\r\nd\'"\r\n')
  const { rows } = readBanFile(csv, readId)
  assert.deepEqual(rows, [{ line: 2, userId: '=cmd|x', name: null, terms: { reason: 'a "b", c\r\nd' } }])
})

const BY_HAND: [string, string, string[], [number, string][]][] = [
  ['commas', 'user_id,reason\nu-1,spam\n u-2 ,\n', ['u-1', 'u-2'], []],
  ['semicolons', 'User ID;Name\r\nu-1;Sam\r\n"u;2 ";Mia', ['u-1', 'u;2'], []],
  ['tabs', 'name\tuser_id\nSam\tu-1', ['u-1'], []],
  ['empty lines', '\ufeffuser_id\n\nu-1\n\n', ['u-1'], []],
  ['two IDs in a cell', 'user_id\nc 3\nu-1', ['u-1'], [[2, 'There is more than one user ID here.']]],
  ['an unknown policy', 'user_id,policy\nu-1,rude', [], [[2, 'There is no such policy.']]],
  ['an unknown scope', 'user_id,scope\nu-1,planet', [], [[2, 'The scope is room, pattern or all.']]],
  ['a lifted ban', 'user_id,lifted_at\nu-1,2026-01-01T00:00:00Z', [], [[2, 'This ban was lifted.']]],
  ['no ID', 'user_id,name\n,Sam', [], [[2, 'There is no user ID here.']]],
  [
    'a link that is not https',
    'user_id,evidence\nu-1,javascript:x',
    [],
    [[2, 'Evidence is a link that begins with https://.']],
  ],
  ['an open quote', 'user_id\n"u-1', [], [[2, 'The quotes here do not fit.']]],
  ['too many cells', 'user_id\nu-1,u-2', [], [[2, 'This row has more cells than there are columns.']]],
  [
    'a time without zone',
    'user_id,ends_at\nu-1,2026-01-01 10:00',
    [],
    [[2, 'Write times with their zone, such as 2026-12-31T18:00:00Z.']],
  ],
  [
    'JSON',
    '[{"user_id":"u-1","ends_at":null},{"user_id":7},3]',
    ['u-1', '7'],
    [[3, 'This entry is not an object with a user_id.']],
  ],
]

for (const [what, file, ids, faults] of BY_HAND) {
  test(`a list made by hand: ${what}`, () => {
    const { rows, rejected } = readBanFile(file, readId)
    assert.deepEqual(
      rows.map((row) => row.userId),
      ids,
    )
    assert.deepEqual(
      rejected.map(({ line, reason }) => [line, reason]),
      faults,
    )
  })
}

test('a rounded number and a long ID are left out with the words of the box', () => {
  const { rows, rejected } = readBanFile(`user_id\n1.2E+15\n${'x'.repeat(37)}\n"1.2E+15"`, readId)
  assert.deepEqual(
    rows.map((row) => row.userId),
    ['1.2E+15'],
  )
  assert.match(rejected[0]?.reason ?? '', /rounded/)
  assert.match(rejected[1]?.reason ?? '', /longer than 36/)
})

test('what is no list of bans is refused in a sentence', () => {
  for (const file of ['name\nSam', '{"user_id":"u-1"}', '[1,', ''])
    assert.throws(() => readBanFile(file, readId), { code: 'invalid_input' })
  const many = `user_id\n${Array.from({ length: 10_001 }, (_, index) => `u-${index}`).join('\n')}`
  assert.throws(() => readBanFile(many, readId), /10,001 rows/)
})

test('10,000 rows are read within a second or two', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => [`u-${index}`, '=a "b"\n,c'])
  const started = performance.now()
  assert.equal(readBanFile(toCsv([['user_id', 'reason'], ...rows]), readId).rows.length, 10_000)
  assert.ok(performance.now() - started < 5_000)
})
