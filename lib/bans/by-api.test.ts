import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { listAudit, listBans, ROOM } from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { anApiCaller, anApiToken, askRoute } from '#e2e/support/tokens'
import { changeBanApproval } from '#lib/settings/commands'
import { POST } from '../../app/api/v1/bans/route.ts'
import { apiBansInput, banByApi } from './by-api.ts'

withDatabase()

const BODY = {
  user_ids: ['u-1'],
  scope: { kind: 'room', room: ROOM },
  seconds: 60,
  policy: 'spam',
  reason: 'raid',
}
const parse = (chosen: object = {}) => apiBansInput.parse({ ...BODY, ...chosen })

test('a backend bans, in force at once, and the record names the token', async () => {
  const { bans } = await banByApi(anApiCaller(), parse({ user_ids: ['u-1', 'u-2'] }))
  assert.deepEqual(
    bans.map(({ user_id, created }) => [user_id, created]),
    [
      ['u-1', true],
      ['u-2', true],
    ],
  )
  assert.deepEqual(bans[0]?.scope, { kind: 'room', value: ROOM })
  assert.equal((await listBans()).length, 2)
  const [event] = await listAudit()
  assert.deepEqual([event?.verb, event?.actorKind, event?.actor], ['ban.create', 'token', 'host app'])
})

test('the same call again keeps the longer ban', async () => {
  const [first] = (await banByApi(anApiCaller(), parse({ seconds: null }))).bans
  const [again] = (await banByApi(anApiCaller(), parse())).bans
  assert.deepEqual(again, { ...first, created: false })
})

test('a token bans only with its scope and in its rooms', async () => {
  const input = parse()
  const wide = parse({ scope: { kind: 'all' } })
  const pattern = parse({ scope: { kind: 'pattern', pattern: 'lab-*' } })
  const limited = anApiCaller({ patterns: ['lab-*'] })
  for (const attempt of [
    banByApi(anApiCaller({ scopes: ['gate:read'] }), input),
    banByApi(limited, input),
    banByApi(limited, wide),
    banByApi(limited, pattern),
  ])
    await assert.rejects(attempt, { code: 'forbidden' })
  assert.deepEqual(await listBans(), [])
  assert.equal((await banByApi(limited, parse({ scope: { kind: 'room', room: 'lab-1' } }))).bans.length, 1)
})

test('nobody protected is banned, and a large ban is refused where a second admin is asked', async () => {
  await protect('staff-1')
  await assert.rejects(banByApi(anApiCaller(), parse({ user_ids: ['staff-1'] })), { code: 'conflict' })
  await changeBanApproval(anOperator('admin'), { secondAdmin: true })
  const everywhere = parse({ scope: { kind: 'all' }, seconds: null })
  await assert.rejects(banByApi(anApiCaller(), everywhere), { code: 'conflict' })
  assert.deepEqual(await listBans(), [])
})

test('a ban never comes from a guess', () => {
  const { seconds: _, ...without } = BODY
  assert.equal(apiBansInput.safeParse(without).success, false)
  for (const bad of [
    { ends_at: null },
    { seconds: '60' },
    { seconds: 59 },
    { user_ids: [] },
    { user_ids: Array.from({ length: 101 }, (__, index) => `u-${index}`) },
    { scope: 'all' },
    { policy: 'rude' },
    { evidence: 'http://a.example' },
    { operator: 'x' },
  ])
    assert.equal(apiBansInput.safeParse({ ...BODY, ...bad }).success, false, JSON.stringify(bad))
  assert.equal(apiBansInput.safeParse({ ...without, ends_at: '2030-01-01T00:00:00+01:00' }).success, true)
})

test('the address answers 201 with the bans, 403 without the scope, 400 to what it cannot read', async () => {
  const answer = await askRoute(POST, { token: await anApiToken(), body: BODY })
  assert.equal(answer.status, 201)
  assert.match(JSON.stringify(answer.body), /"user_id":"u-1".*"created":true/)
  const token = await anApiToken({ scopes: ['gate:read'] })
  assert.equal((await askRoute(POST, { token, body: BODY })).status, 403)
  assert.equal(
    (await askRoute(POST, { token: await anApiToken(), body: { ...BODY, seconds: 1 } })).status,
    400,
  )
  assert.equal((await askRoute(POST, { body: BODY })).status, 401)
})
