import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, listAudit } from '#e2e/support/decisions'
import { expectLoggedError, loggedLines } from '#e2e/support/logs'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { operators } from '#lib/db/schema'
import { AppError, ERROR_CODES } from '#lib/errors'
import { Refusal } from '#lib/permissions/permissions'
import { assertOwnOrigin } from './origin.ts'
import { STATUS_OF, toFailure } from './outcome.ts'
import { recordRefusal } from './refusals.ts'

withDatabase()

const APP_URL = 'https://rooms.example.org:8443'
const ORIGINS: [string | null, boolean][] = [
  [null, false],
  ['null', false],
  ['', false],
  ['https://evil.example', false],
  ['https://rooms.example.org', false],
  ['https://rooms.example.org:443', false],
  ['http://rooms.example.org:8443', false],
  ['https://rooms.example.org:8443.evil.example', false],
  ['https://sub.rooms.example.org:8443', false],
  ['https://rooms.example.org:8443/', false],
  ['https://rooms.example.org:8443', true],
]

for (const [origin, own] of ORIGINS) {
  test(`a write from ${origin} ${own ? 'passes' : 'is refused'}`, () => {
    const check = () => assertOwnOrigin(origin, APP_URL)
    if (own) assert.doesNotThrow(check)
    else assert.throws(check, { code: 'foreign_origin' })
  })
}

test('a default port in APP_URL is the one browsers leave out', () => {
  assert.doesNotThrow(() => assertOwnOrigin('https://rooms.example.org', 'https://rooms.example.org:443'))
})

test('every code has a status', () => {
  assert.deepEqual(Object.keys(STATUS_OF).sort(), [...ERROR_CODES].sort())
})

test('what was expected is told as it is, and nothing of its cause', () => {
  const cause = new Error('secret cause')
  const failure = toFailure(new AppError('conflict', 'Somebody was faster.', { cause }), 'test')
  assert.deepEqual(failure, { ok: false, code: 'conflict', message: 'Somebody was faster.' })
  assert.deepEqual(loggedLines(), [])
})

test('input that does not fit is told by field', () => {
  const { error } = z
    .object({ a: z.string('Give a.'), b: z.object({ c: z.number('Give c.') }) })
    .safeParse({ b: {} })
  assert.deepEqual(toFailure(error, 'test'), {
    ok: false,
    code: 'invalid_input',
    message: 'Give a.',
    fieldErrors: { a: 'Give a.', 'b.c': 'Give c.' },
  })
})

const sam = { ...anOperator('viewer'), id: 'Sam Secret', email: 'sam.secret@example.org' }

async function failing(
  query: (db: Awaited<ReturnType<typeof database>>) => PromiseLike<unknown>,
): Promise<unknown> {
  const db = await database()
  return Promise.resolve(query(db)).then(
    () => assert.fail('it should have failed'),
    (error: unknown) => error,
  )
}

const QUERIES: [string, (db: Awaited<ReturnType<typeof database>>) => PromiseLike<unknown>][] = [
  [
    'breaks a constraint',
    async (db) => {
      await db.insert(operators).values(sam)
      await db.insert(operators).values(sam)
    },
  ],
  ['holds a wrong value', (db) => db.execute(sql`select ${'Sam Secret'}::uuid`)],
  ['cannot be understood', (db) => db.execute(sql`selekt ${'Sam Secret'}`)],
]

for (const [words, query] of QUERIES) {
  test(`a query that ${words} leaks nobody, neither to the browser nor to the log`, async () => {
    expectLoggedError(/unexpected failure/)
    const failure = toFailure(await failing(query), 'test')

    assert.equal(failure.code, 'unexpected')
    const reference = /reference ([0-9a-f]{8})/.exec(failure.message)?.[1]
    assert.ok(reference !== undefined && loggedLines().join('').includes(reference))
    const everything = JSON.stringify(failure) + loggedLines().join('')
    assert.doesNotMatch(everything, /sam.secret/i)
    assert.match(loggedLines().join(''), /"code":"\w{5}"/, 'the log has the kind of fault')
  })
}

test('a database that is down is told as such', () => {
  expectLoggedError(/unexpected failure/)
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const failure = toFailure(new Error('Failed query: select 1', { cause: refused }), 'test')
  assert.equal(failure.code, 'database_unavailable')
})

test('a refused write is on record with who, what and where', async () => {
  await recordRefusal(anOperator('viewer'), new Refusal('participant.eject', 'class-7b'))
  const [refused] = await listAudit()
  assert.deepEqual(refused, {
    verb: 'participant.eject',
    result: 'refused',
    actor: 'Ada viewer',
    actorKind: 'operator',
    room: 'class-7b',
    details: { role: 'viewer' },
  })
})

test('other failures and strangers leave no refusal on record', async () => {
  await recordRefusal(anOperator('viewer'), new AppError('conflict', 'No.'))
  await recordRefusal(null, new Refusal('participant.eject'))
  assert.deepEqual(await auditTrail(), [])
})
