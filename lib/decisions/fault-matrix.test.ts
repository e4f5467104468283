import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { PROXY_MARKER } from '#e2e/sandbox/fault-answers'
import { type Fault, faultKinds } from '#e2e/sandbox/faults'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, eject, listAudit, listBans, ROOM, session } from '#e2e/support/decisions'
import { MARKER_KEY } from '#e2e/support/environment'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { loggedLines } from '#e2e/support/logs'
import { anOperator } from '#e2e/support/operators'
import { HANGING_MS, withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { REASON_SENTENCES } from './status.ts'

withDatabase()
const { daily, ejects, setClient, waitsMs } = withSandbox()

type Expected = {
  outcome: string
  reason: keyof typeof REASON_SENTENCES | null
  requests: number
  /** Long waits between the requests, in whole seconds. */
  waits?: number[]
  result: 'done' | 'failed'
  /** Whether the person is out of the room afterwards. */
  gone: boolean
}

const unconfirmed = (reason: Expected['reason'], gone: boolean): Expected => ({
  outcome: 'unconfirmed',
  reason,
  requests: 1,
  result: 'failed',
  gone,
})
const failed = (reason: Expected['reason'], more: Partial<Expected> = {}): Expected => ({
  outcome: 'failed',
  reason,
  requests: 1,
  result: 'failed',
  gone: false,
  ...more,
})
const ejected: Expected = { outcome: 'ejected', reason: null, requests: 1, result: 'done', gone: true }

const EXPECTED: Record<(typeof faultKinds)[number], Expected> = {
  'rate-limited': failed('rate_limited', { requests: 5, waits: [1, 2, 4, 8] }),
  '500': unconfirmed('server_error', false),
  '502-html': unconfirmed('server_error', false),
  '200-html': unconfirmed('unreadable', false),
  '200-empty-body': unconfirmed('unreadable', false),
  '200-empty-object': unconfirmed('unreadable', false),
  '200-null-list': unconfirmed('unreadable', false),
  'cut-off-json': unconfirmed('cut', true),
  'truncated-json': unconfirmed('unreadable', true),
  'bad-rows': unconfirmed('unreadable', true),
  slow: ejected,
  hang: unconfirmed('timeout', false),
  reset: unconfirmed('cut', false),
  'apply-then-hang': unconfirmed('timeout', true),
  'apply-then-504': unconfirmed('server_error', true),
  'apply-then-reset': unconfirmed('cut', true),
  'not-hosting': {
    outcome: 'unconfirmed',
    reason: 'not_hosting',
    requests: 5,
    waits: [1, 2, 4, 8],
    result: 'failed',
    gone: false,
  },
  'key-rejected': failed('key_rejected'),
  forbidden: failed('refused'),
  'bad-request': failed('refused'),
}

const joined = withHostedRoom(daily)
let sam = ''

beforeEach(async () => {
  sam = await joined('u-sam')
})

for (const ban of [false, true]) {
  for (const kind of faultKinds) {
    test(`an eject ${ban ? 'with' : 'without'} ban meets "${kind}"`, async () => {
      daily().addFault({ route: 'eject', ...toFault(kind) })
      if (kind.endsWith('hang')) setClient({ timeoutMs: HANGING_MS })

      const view = await eject(anOperator('moderator'), [session(sam)], { ban, reason: 'spoke over others' })

      await assertAsExpected(EXPECTED[kind], { view, ban })
    })
  }
}

function toFault(kind: Fault['kind']): Fault {
  return kind === 'slow' ? { kind, delayMs: 20 } : { kind }
}

type Settled = { view: Awaited<ReturnType<typeof eject>>; ban: boolean }

async function assertAsExpected(expected: Expected, { view, ban }: Settled) {
  const [target] = view.targets
  assert.deepEqual([target?.outcome, target?.reason], [expected.outcome, expected.reason])
  assert.equal(view.status, 'settled')
  assert.deepEqual(target?.ban.state, ban ? 'stored' : 'none', 'a ban is stored whatever the eject came to')
  assert.deepEqual(
    (await listBans()).map(({ userId }) => userId),
    ban ? ['u-sam'] : [],
  )
  const body = ban ? { ids: [sam], user_ids: ['u-sam'], ban } : { ids: [sam], ban }
  assert.deepEqual(
    ejects(),
    Array.from({ length: expected.requests }, () => body),
  )
  assert.deepEqual(longWaitsS(), expected.waits ?? [])
  assert.equal(
    daily()
      .people(ROOM)
      .some(({ id }) => id === sam),
    !expected.gone,
  )
  assert.deepEqual(await auditTrail(), ['participant.eject asked', `participant.eject ${expected.result}`])
  const [, outcome] = await listAudit()
  assert.equal(outcome?.details[expected.outcome], 1)
  assert.equal(outcome?.details.attempts, expected.requests)
  await assertNothingLeaks(view)
}

function longWaitsS(): number[] {
  return waitsMs()
    .filter((ms) => ms >= 900)
    .map((ms) => Math.floor(ms / 1_000))
}

async function assertNothingLeaks(view: unknown) {
  const everything = [JSON.stringify(view), ...loggedLines(), await allStoredText()].join('\n')
  assert.match(everything, /u-sam/)
  for (const secret of [MARKER_KEY, PROXY_MARKER, '<html', 'Unexpected token', 'JSON'])
    assert.ok(!everything.includes(secret), `${secret} is nowhere`)
}

async function allStoredText(): Promise<string> {
  const db = await database()
  const { rows } = await db.execute<{ text: string }>(sql`
    select string_agg(query_to_xml(format('select * from %I', tablename), true, false, '')::text, '') as text
    from pg_tables where schemaname = 'public'`)
  return rows[0]?.text ?? ''
}

test('everything that can stand in a result has a plain sentence', () => {
  for (const sentence of Object.values(REASON_SENTENCES)) assert.match(sentence, /^[A-Z].*\.$/)
})
