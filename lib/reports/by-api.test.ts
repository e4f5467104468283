import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { letTimePass, whileDatabaseIsDown, withDatabase } from '#e2e/support/database'
import { listAudit, listAuditSubjects, ROOM } from '#e2e/support/decisions'
import { listReports, storePerson } from '#e2e/support/intake'
import { expectLoggedError } from '#e2e/support/logs'
import { anApiToken, askRoute } from '#e2e/support/tokens'
import { apiPostRoute } from '#lib/auth/api-route'
import { database } from '#lib/db/database'
import { makeReportLink, reportByApi } from './by-api.ts'
import { readLink } from './link.ts'
import { apiReportInput, reportLinkInput } from './schemas.ts'

withDatabase()

const POST = apiPostRoute('reports:write', apiReportInput, reportByApi)
const POST_LINK = apiPostRoute('reports:write', reportLinkInput, makeReportLink)

const body = { room: ROOM, user_id: 'u-sam', category: 'harassment', text: 'She shouts insults.' }

async function report(
  chosen: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  token?: string,
) {
  return askRoute(POST, { token: token ?? (await anApiToken()), body: { ...body, ...chosen }, headers })
}

test('a backend reports: 201 and an ID; the same again is 200 and the same ID', async () => {
  const token = await anApiToken({ name: 'host app', scopes: ['reports:write'] })
  const first = await report({}, {}, token)
  const again = await report({}, {}, token)
  const [stored, ...more] = await listReports()
  assert.deepEqual([first.status, first.body], [201, { id: stored?.id }])
  assert.deepEqual([again.status, again.body], [200, { id: stored?.id }])
  assert.deepEqual(more, [])
  assert.equal(stored?.sourceName, 'host app')
  assert.deepEqual(
    (await listAudit())
      .filter(({ verb }) => verb.startsWith('report'))
      .map(({ verb, actorKind }) => [verb, actorKind]),
    [['report.receive', 'token']],
  )
})

test('an Idempotency-Key is one report for its token; with another report it is a conflict', async () => {
  const [one, other] = [await anApiToken(), await anApiToken()]
  const key = { 'Idempotency-Key': 'a key "with" ~ all!' }
  const first = await report({}, key, one)
  await letTimePass(7_200)
  const again = await report({}, key, one)
  assert.deepEqual([first.status, again.status, again.body], [201, 200, first.body])
  const conflict = await report({ text: 'Another report.' }, key, one)
  assert.equal(conflict.status, 409)
  assert.match(String(Object(conflict.body).detail), /Idempotency-Key came with another report/)
  assert.equal((await report({ text: 'Another report.' }, key, other)).status, 201)
})

test('twenty sent at once under one key are one report', async () => {
  const token = await anApiToken()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => report({}, { 'Idempotency-Key': 'k' }, token)),
  )
  assert.equal(new Set(answers.map(({ body: told }) => Object(told).id)).size, 1)
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal((await listReports()).length, 1)
})

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()

const WRONG: Record<string, Record<string, unknown>> = {
  'nobody it is about': { user_id: undefined },
  'nulls for whom it is about': { user_id: null, participant_id: null },
  'a user ID that is too long': { user_id: '👩'.repeat(19) },
  'an empty user ID': { user_id: '' },
  'no text': { text: undefined },
  'a text of spaces': { text: ' \n ' },
  'too long a text': { text: 'x'.repeat(4_001) },
  'no policy': { category: 'rudeness' },
  'a hostile policy': { category: "spam'; --" },
  'a room that cannot be': { room: 'a b' },
  'eleven links': { evidence: Array.from({ length: 11 }, (_, n) => `https://a.example/${n}`) },
  'a link without https': { evidence: ['http://a.example/'] },
  'a script as a link': { evidence: ['javascript:alert(1)'] },
  'a long link': { evidence: [`https://a.example/${'x'.repeat(2_000)}`] },
  'a time without zone': { occurred_at: '2026-01-01T00:00:00' },
  'a time to come': { occurred_at: minutes(6) },
  'a time long ago': { occurred_at: minutes(-31 * 24 * 60) },
  'something nobody knows': { severity: 'high' },
}

test('what no report can be is refused, field by field, and nothing is stored', async () => {
  for (const [what, wrong] of Object.entries(WRONG)) {
    const answer = await report(wrong)
    assert.equal(answer.status, 400, what)
    assert.match(String(Object(answer.body).detail), /\.$|^Unrecognized key/, what)
  }
  for (const key of ['', 'x'.repeat(256), 'Ümlaut']) {
    const answer = await report({}, { 'Idempotency-Key': key })
    assert.equal(answer.status, 400, key)
    assert.equal(Object(answer.body).errors[0].field, 'Idempotency-Key')
  }
  assert.deepEqual(await listReports(), [])
})

test('the edges of what a report can be are taken', async () => {
  const edges = [
    { user_id: '👩'.repeat(18), participant_id: null },
    { user_id: undefined, participant_id: 'p-1', evidence: [] },
    { text: '🚨'.repeat(2_000), occurred_at: minutes(4) },
    { text: 'NUL \0 and half \ud83d', occurred_at: minutes(-29 * 24 * 60) },
    { evidence: Array.from({ length: 10 }, (_, n) => `https://a.example/${n}`), reporter_user_id: '=cmd' },
  ]
  for (const edge of edges) assert.equal((await report(edge)).status, 201, JSON.stringify(edge))
  assert.ok((await listReports()).every(({ text }) => text.isWellFormed() && !text.includes('\0')))
})

test('without the scope, or for a room of others, nothing is stored, and that is on record', async () => {
  const reader = await anApiToken({ scopes: ['gate:read', 'bans:write'] })
  const elsewhere = await anApiToken({ patterns: ['lab-*'] })
  for (const token of [reader, elsewhere]) {
    assert.equal((await report({}, {}, token)).status, 403)
    const asked = { token, body: { room: ROOM, reporter_user_id: 'u-mia' } }
    assert.equal((await askRoute(POST_LINK, asked)).status, 403)
  }
  assert.deepEqual(await listReports(), [])
  const trail = (await listAudit()).filter(({ verb }) => verb !== 'token.create')
  assert.deepEqual(
    new Set(trail.map(({ verb, result }) => `${verb} ${result}`)),
    new Set(['reports:write refused']),
  )
})

test('while the record cannot be written a backend is told so, and may send the same again', async () => {
  const token = await anApiToken()
  const key = { 'Idempotency-Key': 'k' }
  const db = await database()
  await db.execute(sql`alter table audit_head rename to audit_head_away`)
  expectLoggedError(/unexpected failure/)
  const failed = await report({}, key, token)
  await db.execute(sql`alter table audit_head_away rename to audit_head`)
  assert.equal(failed.status, 500)
  assert.deepEqual(await listReports(), [])
  assert.equal((await report({}, key, token)).status, 201)
})

test('a database that is down is 503: nothing is stored, and the same may come again', async () => {
  expectLoggedError(/unexpected failure/)
  const token = await anApiToken()
  const failed = await whileDatabaseIsDown(() => report({}, {}, token))
  assert.equal(failed.status, 503)
  assert.deepEqual(await listReports(), [])
  assert.equal((await report({}, {}, token)).status, 201)
})

test('a link is for one reader, one room and a while, and stands on record', async () => {
  await storePerson('p-sam', { userId: 'u-sam', name: 'Sam' })
  const token = await anApiToken({ name: 'host app' })
  const asked = { room: ROOM, reporter_user_id: 'u-mia', participant_id: 'p-sam', expires_in: 600 }
  const { status, body: told } = await askRoute(POST_LINK, { token, body: asked })
  assert.equal(status, 201)
  const url = new URL(Object(told).url)
  assert.deepEqual([url.origin, url.pathname], ['http://127.0.0.1:3000', '/report'])
  const link = readLink(url.searchParams.get('token') ?? '')
  assert.partialDeepStrictEqual(link, {
    room: ROOM,
    reporter: 'u-mia',
    participant: 'p-sam',
    tokenName: 'host app',
    expired: false,
  })
  assert.ok(Math.abs((link?.expires ?? 0) - Date.now() / 1_000 - 600) < 30)
  assert.deepEqual((await listAudit()).at(-1), {
    verb: 'report_link.create',
    result: 'done',
    actor: 'host app',
    actorKind: 'token',
    room: ROOM,
    details: { seconds: 600 },
  })
  assert.equal((await listAuditSubjects()).at(-1)?.personal?.userId, 'u-mia')
})

test('a link lasts 30 minutes unless asked otherwise, and never longer than 4 hours', async () => {
  const token = await anApiToken()
  const ask = (more: object) =>
    askRoute(POST_LINK, { token, body: { room: ROOM, reporter_user_id: 'u-mia', ...more } })
  const link = readLink(new URL(Object((await ask({})).body).url).searchParams.get('token') ?? '')
  assert.ok(Math.abs((link?.expires ?? 0) - Date.now() / 1_000 - 1_800) < 30)
  for (const expires_in of [0, 59, 1.5, 14_401, '600', null])
    assert.equal((await ask({ expires_in })).status, 400)
  assert.equal((await ask({ expires_in: 14_400 })).status, 201)
})
