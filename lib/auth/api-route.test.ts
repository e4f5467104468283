import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { emptyTables, letTimePass, whileDatabaseIsDown, withDatabase } from '#e2e/support/database'
import { listAudit } from '#e2e/support/decisions'
import { expectLoggedError, loggedLines } from '#e2e/support/logs'
import { anApiToken, askRoute } from '#e2e/support/tokens'
import { SYSTEM } from '#lib/audit/record'
import { database } from '#lib/db/database'
import { assertScope } from '#lib/permissions/api-caller'
import { apiPostRoute, apiRoute, unknownAddress } from './api-route.ts'
import { revokeStored } from './token-store.ts'

withDatabase()

const input = z.strictObject({ room: z.string('Give a room.') })
let done: string[] = []

const read = apiRoute('gate:read', input, async (caller, { room }) => {
  assertScope(caller, 'gate:read', { room })
  return { body: { room, by: caller.name } }
})
const write = apiPostRoute('bans:write', input, async (caller, { room }) => {
  assertScope(caller, 'bans:write', { room })
  done.push(room)
  return { status: 201, body: { room } }
})

test.beforeEach(() => {
  done = []
})

async function lastUse() {
  const db = await database()
  const { rows } = await db.execute<{ at: string | null }>(
    sql`select last_used_at::text as at from api_tokens`,
  )
  return rows[0]?.at ?? null
}

async function untilUsed(): Promise<string> {
  for (;;) {
    const at = await lastUse()
    if (at !== null) return at
    await delay(5)
  }
}

test('a token with the scope is let in, and nothing may be kept on the way', async () => {
  const token = await anApiToken({ name: 'host app', scopes: ['gate:read', 'bans:write'] })
  const answer = await askRoute(read, { token, query: '?room=class-7b' })

  assert.deepEqual([answer.status, answer.body], [200, { room: 'class-7b', by: 'host app' }])
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal((await askRoute(write, { token, body: { room: 'class-7b' } })).status, 201)
})

const STRANGERS = [
  undefined,
  '',
  'Bearer',
  'Bearer rw_short',
  `Bearer rw_${'A'.repeat(43)}`,
  `Basic rw_${'A'.repeat(43)}`,
]

test('nobody gets in without a token that stands, and nothing happens', async () => {
  const token = await anApiToken()
  const strangers = [...STRANGERS, token, `Bearer ${token}x`, `Bearer ${token.toLowerCase()}`]
  for (const authorization of strangers) {
    const asked = authorization === undefined ? {} : { authorization }
    const { status, headers, body } = await askRoute(write, { ...asked, body: { room: 'class-7b' } })
    assert.equal(status, 401)
    assert.equal(headers.get('www-authenticate'), 'Bearer')
    assert.equal(headers.get('content-type'), 'application/problem+json')
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.deepEqual(Object.keys(Object(body)).sort(), ['detail', 'status', 'title', 'type'])
  }
  assert.deepEqual(done, [])
  assert.deepEqual(
    (await listAudit()).filter(({ result }) => result === 'refused'),
    [],
  )
})

test('a revoked token is refused from the very next request', async () => {
  const token = await anApiToken({ name: 'host app' })
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 200)
  await revokeStored(SYSTEM, { name: 'host app' })
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 401)
})

test('a token expires at its instant', async () => {
  const expires = new Date(Date.now() + 60_000).toISOString()
  const token = await anApiToken({ expires })
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 200)
  const db = await database()
  await db.execute(sql`update api_tokens set expires_at = now() + interval '300 milliseconds'`)
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 200)
  await db.execute(sql`select pg_sleep(0.31)`)
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 401)
})

test('a write without the scope, or in a room of others, is refused and stands on record', async () => {
  const reader = await anApiToken({ name: 'reader', scopes: ['gate:read'] })
  const elsewhere = await anApiToken({ name: 'elsewhere', scopes: ['bans:write'], patterns: ['lab-*'] })
  const answers = [
    await askRoute(write, { token: reader, body: { room: 'class-7b' } }),
    await askRoute(write, { token: elsewhere, body: { room: 'class-7b' } }),
  ]

  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 403],
  )
  assert.deepEqual(done, [])
  const refused = (await listAudit()).filter(({ result }) => result === 'refused')
  assert.deepEqual(
    refused.map(({ verb, actor, actorKind, room }) => [verb, actor, actorKind, room]),
    [
      ['bans:write', 'reader', 'token', null],
      ['bans:write', 'elsewhere', 'token', 'class-7b'],
    ],
  )
})

test('a read without the scope, or of a room of others, is refused; the record is for writes', async () => {
  const writer = await anApiToken({ scopes: ['bans:write'] })
  const elsewhere = await anApiToken({ scopes: ['gate:read'], patterns: ['lab-*', 'Class-*'] })
  for (const token of [writer, elsewhere])
    assert.equal((await askRoute(read, { token, query: '?room=class-7b' })).status, 403)
  assert.equal((await askRoute(read, { token: elsewhere, query: '?room=lab-1' })).status, 200)
  assert.deepEqual(
    (await listAudit()).filter(({ result }) => result === 'refused'),
    [],
  )
})

test('bad input is told field by field', async () => {
  const token = await anApiToken()
  const { status, body } = await askRoute(read, { token })
  assert.equal(status, 400)
  assert.deepEqual(body, {
    type: 'urn:roomwarden:problem:invalid-input',
    title: 'Bad input',
    status: 400,
    detail: 'Give a room.',
    errors: [{ field: 'room', detail: 'Give a room.' }],
  })
  for (const query of ['?room=a&room=b', '?room=a&rooom=b'])
    assert.equal((await askRoute(read, { token, query })).status, 400)
})

test('what is no JSON object, or larger than 1 MB, is bad input', async () => {
  const token = await anApiToken()
  for (const body of ['', '{', '[]', 'null', '"text"', JSON.stringify({ room: 'x'.repeat(1_000_001) })]) {
    const answer = await askRoute(write, { token, body })
    assert.equal(answer.status, 400, body.slice(0, 10))
  }
  assert.deepEqual(done, [])
})

test('a token has 20 turns a second, and 2,000 at once at the gate', async () => {
  const [token, other] = [await anApiToken(), await anApiToken()]
  const asked = await Promise.all(
    Array.from({ length: 25 }, () => askRoute(write, { token, body: { room: 'a' } })),
  )
  const refused = asked.filter(({ status }) => status === 429)
  assert.ok(refused.length >= 1 && refused.length <= 5, `${refused.length} refused`)
  assert.equal(refused[0]?.headers.get('retry-after'), '1')
  assert.equal(done.length, 25 - refused.length)
  assert.equal((await askRoute(write, { token: other, body: { room: 'a' } })).status, 201)
  assert.equal((await askRoute(read, { token, query: '?room=a' })).status, 200)
})

test('the last use is noted once a minute, by however many at once', async () => {
  const token = await anApiToken()
  await Promise.all(Array.from({ length: 10 }, () => askRoute(read, { token, query: '?room=a' })))
  const first = await untilUsed()
  await askRoute(read, { token, query: '?room=a' })
  assert.equal(await lastUse(), first)
  await letTimePass(61)
  const earlier = await lastUse()
  await askRoute(read, { token, query: '?room=a' })
  for (const giveUpAt = Date.now() + 5_000; Date.now() < giveUpAt && (await lastUse()) === earlier; )
    await delay(5)
  assert.notEqual(await lastUse(), earlier)
})

test('a database that is down is 503 without a word about it', async () => {
  expectLoggedError(/unexpected failure/)
  const token = await anApiToken()
  const { status, headers, body } = await whileDatabaseIsDown(() =>
    askRoute(read, { token, query: '?room=a' }),
  )
  assert.equal(status, 503)
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.doesNotMatch(JSON.stringify(body), /10\.0\.0\.7|ECONNREFUSED/)
})

test('an address the machine API does not have is a problem as well', async () => {
  const { status, headers, body } = await askRoute(unknownAddress)
  assert.equal(status, 404)
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.match(JSON.stringify(body), /no such address/)
})

test('no token and no digest of one ever stands in the record or the log', async () => {
  const token = await anApiToken()
  await askRoute(read, { token, query: '?room=a' })
  await askRoute(write, { token, body: {} })
  const db = await database()
  const { rows } = await db.execute<{ digest: string; scopes: string }>(sql`select digest from api_tokens`)
  const everything = JSON.stringify([await listAudit(), loggedLines()])
  assert.ok(!everything.includes(token))
  assert.ok(!everything.includes(rows[0]?.digest ?? token))
  await emptyTables()
})
