import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { withOwnAddress } from '#e2e/support/own-address'
import { withSandbox } from '#e2e/support/sandbox'
import { allTextOf } from '#lib/daily/testing'
import { WEBHOOK_EVENT_TYPES } from '#lib/daily/webhook-body'
import { webhookHmac } from '#lib/daily/webhook-signature'
import { database } from '#lib/db/database'
import { auditEvents } from '#lib/db/schema'
import { createWebhook, removeWebhook, reviveWebhook } from './commands.ts'
import { getWebhook } from './queries.ts'

withDatabase()
const { daily, setClient } = withSandbox()
const own = withOwnAddress()
const admin = anOperator('admin')

const CHANGES = ['create-webhook', 'update-webhook', 'delete-webhook']

function changesAtDaily(): unknown[] {
  return CHANGES.flatMap((route) => daily().requests({ route }))
}

async function events() {
  const db = await database()
  const rows = await db.select({ verb: auditEvents.verb, result: auditEvents.result }).from(auditEvents)
  return rows.map(({ verb, result }) => `${verb} ${result}`)
}

async function details() {
  const db = await database()
  return (await db.select({ details: auditEvents.details }).from(auditEvents)).map((row) => row.details)
}

/** As the host app or a colleague would, without asking us. */
async function atDaily(method: string, path: string, body?: object) {
  const { url, apiKey } = daily()
  const response = await fetch(`${url}/webhooks${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  assert.equal(response.status, 200)
  return response.json()
}

async function ourWebhookId(): Promise<string> {
  const view = await getWebhook(admin)
  assert.ok(view.kind === 'ours')
  return view.webhookId
}

const elsewhere = () => `${own.appUrl()}/of-the-host-app?token=marker-of-theirs`

test('an admin creates the webhook: our address, our secret, what we act on', async () => {
  assert.equal((await getWebhook(admin)).kind, 'none')
  await createWebhook(admin, { url: own.url() })

  const webhook = daily().webhook()
  assert.ok(webhook !== null)
  const { url, hmac, eventTypes, retryType } = webhook
  assert.deepEqual(
    { url, hmac, eventTypes, retryType },
    { url: own.url(), hmac: webhookHmac(), eventTypes: WEBHOOK_EVENT_TYPES, retryType: 'exponential' },
  )
  assert.deepEqual(await events(), ['webhook.create asked', 'webhook.create done'])
  const view = await getWebhook(admin)
  assert.ok(view.kind === 'ours')
  assert.deepEqual([view.faults, view.lastDeliveredAt], [[], null])
  assert.ok(!allTextOf(view).includes(webhookHmac()))
})

test('what Daily has delivered is told', async () => {
  await createWebhook(admin, { url: own.url() })
  await atDaily('POST', `/${await ourWebhookId()}`, {})
  assert.ok(daily().webhook())
  daily().createRoom({ name: 'lesson-7', privacy: 'private' })
  daily().join('lesson-7', { userName: 'Sam' })
  const giveUpAt = Date.now() + 5_000
  let view = await getWebhook(admin)
  while (view.kind === 'ours' && view.lastDeliveredAt === null && Date.now() < giveUpAt)
    view = await getWebhook(admin)
  assert.ok(view.kind === 'ours' && view.lastDeliveredAt !== null)
})

test('a webhook that Daily switched off, with another secret and other events, is revived whole', async () => {
  await createWebhook(admin, { url: own.url() })
  const webhookId = await ourWebhookId()
  await atDaily('POST', `/${webhookId}`, { hmac: 'b3RoZXIgc2VjcmV0', eventTypes: ['meeting.ended'] })
  const view = await getWebhook(admin)
  assert.deepEqual(view.kind === 'ours' && view.faults, ['other_secret', 'missing_events'])

  await reviveWebhook(admin, { webhookId })
  const revived = await getWebhook(admin)
  assert.deepEqual(revived.kind === 'ours' && revived.faults, [])
  assert.equal(daily().webhook()?.hmac, webhookHmac())
  assert.deepEqual((await events()).slice(2), ['webhook.revive asked', 'webhook.revive done'])
})

test('an admin removes our webhook', async () => {
  await createWebhook(admin, { url: own.url() })
  await removeWebhook(admin, { webhookId: await ourWebhookId() })
  assert.equal(daily().webhook(), null)
  assert.equal((await getWebhook(admin)).kind, 'none')
  assert.deepEqual((await events()).slice(2), ['webhook.remove asked', 'webhook.remove done'])
})

test('somebody else’s webhook is shown by host and path, and whether its secret is ours', async () => {
  const { uuid } = await atDaily('POST', '', { url: elsewhere(), hmac: 'b3RoZXIgc2VjcmV0' })
  const view = await getWebhook(admin)
  const address = `${new URL(own.appUrl()).host}/of-the-host-app`
  assert.deepEqual(view.kind === 'foreign' && [view.address, view.hasSecret], [address, false])
  assert.doesNotMatch(allTextOf(view), /marker-of-theirs|b3RoZXIgc2VjcmV0/)

  await atDaily('POST', `/${uuid}`, { hmac: webhookHmac() })
  const accepted = await getWebhook(admin)
  assert.ok(accepted.kind === 'foreign' && accepted.hasSecret === true)
})

test('somebody else’s webhook is never touched', async () => {
  const { uuid } = await atDaily('POST', '', { url: elsewhere() })
  daily().clearRequests()
  const before = daily().webhook()

  await assert.rejects(createWebhook(admin, { url: own.url() }), { code: 'conflict' })
  await assert.rejects(reviveWebhook(admin, { webhookId: uuid }), { code: 'conflict' })
  await assert.rejects(removeWebhook(admin, { webhookId: uuid }), { code: 'conflict' })
  assert.deepEqual(daily().webhook(), before)
  assert.deepEqual([changesAtDaily(), await events()], [[], []])
})

test('a webhook that becomes somebody else’s between look and click is not touched', async () => {
  await createWebhook(admin, { url: own.url() })
  const webhookId = await ourWebhookId()
  await atDaily('POST', `/${webhookId}`, { url: elsewhere() })
  daily().clearRequests()
  for (const change of [reviveWebhook, removeWebhook])
    await assert.rejects(change(admin, { webhookId }), {
      code: 'conflict',
      message: /not the one shown here/,
    })

  await atDaily('DELETE', `/${webhookId}`)
  await atDaily('POST', '', { url: elsewhere() })
  daily().clearRequests()
  for (const change of [reviveWebhook, removeWebhook])
    await assert.rejects(change(admin, { webhookId }), { code: 'conflict' })
  assert.equal(daily().webhook()?.url, elsewhere())
  assert.equal(changesAtDaily().length, 0)
})

test('a page that shows an address we no longer have creates nothing', async () => {
  await assert.rejects(createWebhook(admin, { url: 'https://old.example.org/api/webhooks/daily' }), {
    code: 'conflict',
  })
  assert.deepEqual([daily().requests(), await events()], [[], []])
})

test('nobody but an admin sees or changes the webhook', async () => {
  await createWebhook(admin, { url: own.url() })
  const webhookId = await ourWebhookId()
  const [before, recorded] = [daily().webhook(), await events()]
  daily().clearRequests()
  for (const role of ['viewer', 'support', 'moderator'] as const) {
    const operator = anOperator(role)
    await assert.rejects(getWebhook(operator), { code: 'forbidden' })
    await assert.rejects(createWebhook(operator, { url: own.url() }), { code: 'forbidden' })
    await assert.rejects(reviveWebhook(operator, { webhookId }), { code: 'forbidden' })
    await assert.rejects(removeWebhook(operator, { webhookId }), { code: 'forbidden' })
  }
  assert.deepEqual([daily().requests(), daily().webhook(), await events()], [[], before, recorded])
})

test('two admins at once make one webhook; the record tells of both', async () => {
  const eve = anOperator('admin', { id: 'op-other', name: 'Eve' })
  const results = await Promise.allSettled(
    [admin, eve].map((operator) => createWebhook(operator, { url: own.url() })),
  )
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(daily().webhook()?.url, own.url())
  const recorded = await events()
  assert.equal(recorded.filter((event) => event === 'webhook.create done').length, 1)
})

test('two admins at once remove it once', async () => {
  await createWebhook(admin, { url: own.url() })
  const webhookId = await ourWebhookId()
  const results = await Promise.allSettled([1, 2].map(() => removeWebhook(admin, { webhookId })))
  assert.ok(results.some(({ status }) => status === 'fulfilled'))
  assert.equal(daily().webhook(), null)
  for (const result of results) if (result.status === 'rejected') assert.equal(result.reason.code, 'conflict')
})

test('an address that does not answer Daily is told in a sentence', async () => {
  daily().addFault({ kind: 'bad-request', route: 'create-webhook' })
  await assert.rejects(createWebhook(admin, { url: own.url() }), {
    code: 'daily_unavailable',
    message: /Daily could not reach http:\/\/127/,
  })
  assert.deepEqual(await events(), ['webhook.create asked', 'webhook.create failed'])
  assert.deepEqual((await details()).at(-1), { code: 'refused', status: 400 })
})

test('an answer lost on its way is told as not known, and the next look tells', async () => {
  daily().addFault({ kind: 'apply-then-reset', route: 'create-webhook' })
  await assert.rejects(createWebhook(admin, { url: own.url() }), { message: /not known whether it did/ })
  assert.deepEqual((await details()).at(-1), { code: 'unclear' })
  assert.equal((await getWebhook(admin)).kind, 'ours')
})

test('Daily failing is told in plain words and changes nothing', async () => {
  await createWebhook(admin, { url: own.url() })
  const webhookId = await ourWebhookId()
  for (const kind of ['500', '502-html', 'reset', 'key-rejected', 'rate-limited', '200-html'] as const) {
    setClient()
    daily().addFault({ kind, route: 'webhooks', times: 2 })
    const view = await getWebhook(admin)
    assert.ok(view.kind === 'not_known', kind)
    assert.match(view.message, /Daily/)
    setClient()
    await assert.rejects(removeWebhook(admin, { webhookId }), {
      code: 'daily_unavailable',
      message: /Nothing was changed\.$/,
    })
  }
  assert.equal(daily().webhook()?.url, own.url())
  assert.equal((await events()).length, 2)
})

test('a plan without webhooks is told as such', async () => {
  daily().setQuirks({ webhookPlan: 'not-included' })
  assert.equal((await getWebhook(admin)).kind, 'not_in_plan')
  await assert.rejects(createWebhook(admin, { url: own.url() }), { message: /plan for this domain/ })
  assert.deepEqual(await events(), [])
})
