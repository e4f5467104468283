import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, listAudit, listAuditSubjects, ROOM, storeBan } from '#e2e/support/decisions'
import { loggedLines } from '#e2e/support/logs'
import { protect } from '#e2e/support/operators'
import { HANGING_MS, withSandbox } from '#e2e/support/sandbox'
import { anApiCaller } from '#e2e/support/tokens'
import { allTextOf } from '#lib/daily/testing'
import { mintMeetingToken } from './commands.ts'
import { type MeetingTokenInput, meetingTokenInput } from './schemas.ts'

withDatabase()
const { daily, setClient } = withSandbox()

const caller = anApiCaller()
const backend = anApiCaller({ scopes: ['meeting-tokens:write'] })

beforeEach(() => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
})

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

function wanted(chosen: Record<string, unknown> = {}): MeetingTokenInput {
  return meetingTokenInput.parse({ room_name: ROOM, user_id: 'u-sam', exp: inSeconds(600), ...chosen })
}

const minted = () =>
  daily()
    .requests({ route: 'create-token' })
    .map((request) => request.body)

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

test('a backend gets a token for whom the gate lets in; the record names them and never the token', async () => {
  const input = wanted({ user_name: 'Sam' })
  const { status, body } = await mintMeetingToken(backend, input)

  assert.equal(status, 201)
  const claims = claimsOf(body.token)
  assert.ok(typeof claims === 'object' && claims !== null && 'ud' in claims && 'r' in claims)
  assert.deepEqual([claims.ud, claims.r], ['u-sam', ROOM])
  assert.deepEqual(minted(), [{ properties: input }])
  assert.deepEqual(await auditTrail(), ['meeting_token.mint asked', 'meeting_token.mint done'])
  const everything = JSON.stringify([await listAudit(), await listAuditSubjects(), loggedLines()])
  assert.ok(everything.includes('u-sam'))
  assert.ok(!everything.includes(body.token))
})

test('somebody banned gets none, Daily is not asked, and the answer tells which ban', async () => {
  const banId = await storeBan('u-sam')
  await assert.rejects(mintMeetingToken(backend, wanted()), (error: unknown) => {
    assert.match(allTextOf(error), new RegExp(banId))
    assert.ok(error instanceof Error && 'code' in error && error.code === 'forbidden')
    return true
  })
  assert.deepEqual(minted(), [])
  assert.deepEqual(await auditTrail(), ['meeting_token.mint refused'])
})

test('a protected user ID gets one whatever bans there are', async () => {
  await storeBan('u-sam')
  await protect('u-sam')
  assert.equal((await mintMeetingToken(backend, wanted())).status, 201)
})

const STRANGERS = [
  [anApiCaller({ scopes: ['gate:read'] }), {}],
  [anApiCaller({ patterns: ['lab-*'] }), {}],
  [backend, { is_owner: true }],
  [backend, { permissions: { canAdmin: true } }],
  [backend, { permissions: { canAdmin: ['participants'] } }],
  [anApiCaller({ scopes: ['meeting-tokens:owner'] }), {}],
] as const

for (const [stranger, chosen] of STRANGERS) {
  test(`${stranger.scopes.join(' ')} for ${stranger.patterns ?? 'all'} gets no token with ${JSON.stringify(chosen)}`, async () => {
    await assert.rejects(mintMeetingToken(stranger, wanted(chosen)), { code: 'forbidden' })
    assert.deepEqual(minted(), [])
    assert.deepEqual(await auditTrail(), [])
  })
}

test('with its scope a token with owner powers is made, and without powers none is needed', async () => {
  await mintMeetingToken(caller, wanted({ is_owner: true, permissions: { canAdmin: ['streaming'] } }))
  await mintMeetingToken(backend, wanted({ is_owner: false, permissions: { canAdmin: [] } }))
  assert.equal(minted().length, 2)
  const asked = (await listAudit()).filter(({ result }) => result === 'asked')
  assert.deepEqual(
    asked.map(({ details }) => details.owner),
    [true, false],
  )
})

for (const kind of ['500', 'rate-limited', 'key-rejected', 'bad-request', '200-html', 'reset'] as const) {
  test(`Daily failing with ${kind} is told in a sentence and stands on record`, async () => {
    daily().addFault({ kind, route: 'create-token' })
    await assert.rejects(mintMeetingToken(backend, wanted()), {
      code: 'daily_unavailable',
      message: /^Daily .*No meeting token was given out\.$|^The connection .*given out\.$/,
    })
    assert.deepEqual(await auditTrail(), ['meeting_token.mint asked', 'meeting_token.mint failed'])
  })
}

test('Daily that does not answer is given up', async () => {
  setClient({ timeoutMs: HANGING_MS })
  daily().addFault({ kind: 'hang', route: 'create-token' })
  await assert.rejects(mintMeetingToken(backend, wanted()), { code: 'daily_unavailable' })
})

test('two at once get a token each', async () => {
  const made = await Promise.all([mintMeetingToken(backend, wanted()), mintMeetingToken(backend, wanted())])
  assert.deepEqual(
    made.map(({ status }) => status),
    [201, 201],
  )
  assert.equal((await auditTrail()).length, 4)
})

const WRONG: Record<string, unknown>[] = [
  { room_name: undefined },
  { room_name: 'a b' },
  { user_id: undefined },
  { user_id: '' },
  { user_id: 'x'.repeat(37) },
  { exp: undefined },
  { exp: inSeconds(-1) },
  { exp: inSeconds(86_400 + 60) },
  { exp: inSeconds(60) + 0.5 },
  { exp: Date.now() + 60_000 },
  { exp: String(inSeconds(60)) },
  { nbf: inSeconds(700) },
  { is_owner: 'yes' },
  { permissions: { canSend: true } },
  { permissions: { canAdmin: ['everything'] } },
  { enable_recording: 'cloud' },
  { properties: {} },
]

for (const chosen of WRONG) {
  test(`no token is asked for with ${JSON.stringify(chosen).slice(0, 50)}`, () => {
    assert.throws(() => wanted(chosen))
  })
}
