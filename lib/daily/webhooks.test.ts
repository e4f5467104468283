import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { Daily } from '#lib/daily/client'
import { DailyFailure, type DailyFailureCode } from '#lib/daily/failures'
import { aDaily, aDeadUrl, allTextOf, HANGING, MARKER_KEY, withServer } from '#lib/daily/testing'
import { type Sandbox, startSandbox } from '#sandbox'

type FaultKind = Parameters<Sandbox['addFault']>[0]['kind']

const SECRET = Buffer.from('marker-secret of the tests').toString('base64')
const sandbox = await startSandbox({ apiKey: MARKER_KEY, rateLimit: false })
after(() => sandbox.close())

const { daily } = aDaily(sandbox)
const impatient = aDaily(sandbox, { timeoutMs: 250 }).daily

beforeEach(() => sandbox.reset())

/** The stand-in calls the address of a new webhook; here somebody answers 200 to everything. */
function withReceiver<T>(use: (settings: { url: string; hmac: string; eventTypes: string[] }) => Promise<T>) {
  return withServer(
    (_request, response) => response.end(),
    (url) => use({ url, hmac: SECRET, eventTypes: ['participant.joined', 'participant.left'] }),
  )
}

test('a webhook is made, found, changed and removed as Daily’s documents say', async () => {
  await withReceiver(async (settings) => {
    assert.equal(await daily.findWebhook(), null)
    const { webhookId } = await daily.createWebhook(settings)
    assert.deepEqual(sandbox.requests({ route: 'create-webhook' }).at(-1)?.body, {
      ...settings,
      retryType: 'exponential',
    })
    const found = await daily.findWebhook()
    assert.equal(found?.webhookId, webhookId)
    assert.deepEqual([found.url, found.state, found.lastDeliveredAt], [settings.url, 'active', null])
    assert.deepEqual([found.hasSecret(SECRET), found.hasSecret('b3RoZXI=')], [true, false])
    await daily.updateWebhook(webhookId, { ...settings, eventTypes: ['meeting.ended'] })
    assert.deepEqual((await daily.findWebhook())?.eventTypes, ['meeting.ended'])
    await daily.deleteWebhook(webhookId)
    assert.equal(await daily.findWebhook(), null)
  })
})

test('nothing that is found shows the secret', async () => {
  await withReceiver(async (settings) => {
    const made = await daily.createWebhook(settings)
    assert.ok(!allTextOf([made, await daily.findWebhook()]).includes(SECRET))
  })
})

test('a plan without webhooks is told as such, whatever the status', async () => {
  for (const webhookPlanStatus of [400, 403] as const) {
    sandbox.setQuirks({ webhookPlan: 'not-included', webhookPlanStatus })
    await assert.rejects(daily.findWebhook(), { code: 'not_in_plan', status: webhookPlanStatus })
  }
})

const ROWS: [unknown, string | null][] = [
  [{ uuid: 'w-1', url: 'https://a.example', state: 'ACTIVE' }, 'active'],
  [
    { uuid: 'w-1', url: 'https://a.example', state: 'FAILED', eventTypes: null, lastMomentPushed: 1 },
    'failed',
  ],
  [{ uuid: 'w-1', url: 'https://a.example', state: 'INACTIVE' }, 'failed'],
  [{ uuid: 'w-1', url: 'https://a.example', state: 1 }, 'unknown'],
  [{ uuid: 'w-1', url: 'https://a.example' }, 'unknown'],
  [{ url: 'https://a.example' }, null],
  [null, null],
]

for (const [row, state] of ROWS) {
  test(`${JSON.stringify(row)} is ${state ?? 'no answer that can be read'}`, async () => {
    await withServer(
      (_request, response) => response.end(JSON.stringify([row])),
      async (url) => {
        const found = aDaily({ url }).daily.findWebhook()
        if (state === null) await assert.rejects(found, { code: 'unclear' })
        else assert.equal((await found)?.state, state)
      },
    )
  })
}

test('removing needs no body in the answer', async () => {
  for (const status of [200, 204])
    await withServer(
      (_request, response) => response.writeHead(status).end(),
      (url) => aDaily({ url }).daily.deleteWebhook('w-1'),
    )
})

test('an id cannot leave its place in the address', async () => {
  const paths: (string | undefined)[] = []
  await withServer(
    (request, response) => {
      paths.push(request.url)
      response.end()
    },
    (url) => aDaily({ url }).daily.deleteWebhook('../rooms/lesson-7?x#y'),
  )
  assert.deepEqual(paths, ['/v1/webhooks/..%2Frooms%2Flesson-7%3Fx%23y'])
})

const FAILURES: [FaultKind, DailyFailureCode][] = [
  ['rate-limited', 'rate_limited'],
  ['500', 'unclear'],
  ['502-html', 'unclear'],
  ['hang', 'unclear'],
  ['reset', 'unclear'],
  ['key-rejected', 'key_rejected'],
  ['forbidden', 'refused'],
  ['bad-request', 'refused'],
]

const SETTINGS = { url: 'https://a.example/', hmac: SECRET, eventTypes: ['meeting.ended'] }
const calls: Record<string, (client: Daily, signal: AbortSignal) => Promise<unknown>> = {
  findWebhook: (client) => client.findWebhook(),
  createWebhook: (client, signal) => client.createWebhook(SETTINGS, { signal }),
  updateWebhook: (client, signal) => client.updateWebhook('w-1', SETTINGS, { signal }),
  deleteWebhook: (client) => client.deleteWebhook('w-1'),
}

for (const [kind, code] of FAILURES) {
  for (const [name, call] of Object.entries(calls)) {
    test(`${name} fails in our own words, after one call, on ${kind}`, async () => {
      sandbox.addFault({ kind })
      const client = HANGING.includes(kind) ? impatient : daily
      const error: unknown = await call(client, AbortSignal.timeout(400)).catch((failure) => failure)
      assert.ok(error instanceof DailyFailure)
      assert.equal(error.code, code)
      assert.equal(sandbox.requests().length, 1)
      assert.doesNotMatch(allTextOf(error), /marker-|html|JSON\.parse|SyntaxError/i)
    })
  }
}

test('where nobody listens nothing is sent', async () => {
  const { daily: lost } = aDaily({ url: await aDeadUrl() })
  for (const call of Object.values(calls))
    await assert.rejects(call(lost, AbortSignal.timeout(5_000)), { code: 'unreachable' })
})
