import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, listAudit, listAuditSubjects } from '#e2e/support/decisions'
import { loggedLines } from '#e2e/support/logs'
import { anOperator } from '#e2e/support/operators'
import { aClaimedReport, deliverNow, listDeliveryRows, storeWebhook, tell } from '#e2e/support/outbox'
import { withWebhookReceiver } from '#e2e/support/webhook-receiver'
import { database, inTransaction } from '#lib/db/database'
import { deliveries, outgoingWebhooks } from '#lib/db/schema'
import type { Page } from '#lib/keyset'
import { parseCursor } from '#lib/keyset'
import type { Operator } from '#lib/permissions/permissions'
import { claimDue } from './claims.ts'
import {
  addOutgoingWebhook,
  changeOutgoingWebhook,
  removeOutgoingWebhook,
  renewOutgoingSecret,
  switchOutgoingWebhook,
} from './commands.ts'
import { tellOutbox } from './events.ts'
import { getOutgoingWebhook, listDeliveries, listOutgoingWebhooks } from './queries.ts'
import {
  changeOutgoingFormInput,
  listDeliveriesInput,
  newOutgoingFormInput,
  newOutgoingInput,
} from './schemas.ts'
import { redeliver, testOutgoingWebhook } from './sending-commands.ts'
import type { DeliveryView } from './view.ts'

withDatabase()
const receiver = withWebhookReceiver()

const admin = anOperator('admin')
const eve = anOperator('admin', { id: 'op-eve', name: 'Eve' })
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'
const MARKER_URL = 'https://hooks.slack.com/services/marker-path-Xy12'

const input = (chosen: Record<string, unknown> = {}) =>
  newOutgoingInput.parse({ name: 'ops', url: MARKER_URL, format: 'json', events: ['ban.created'], ...chosen })

const rows = async () => (await database()).select().from(outgoingWebhooks)
const whole = { cursor: null, only: null }

async function record(): Promise<string> {
  return JSON.stringify([await listAudit(), await listAuditSubjects(), loggedLines()])
}

test('an admin adds a webhook; its secret is given once and kept nowhere, its address shown by its ends', async () => {
  const { secret } = await addOutgoingWebhook(admin, input({ patterns: ['class-*'] }))
  assert.match(secret, /^whsec_/)
  const [row] = await rows()
  assert.ok(row)
  assert.deepEqual([row.url, row.patterns, row.state], [MARKER_URL, ['class-*'], 'on'])
  const shown = JSON.stringify([await listOutgoingWebhooks(admin), await record()])
  assert.ok(!shown.includes('marker-path') && !shown.includes(secret.slice(6)))
  assert.ok(!JSON.stringify(row).includes(secret.slice(6)))
  assert.equal((await getOutgoingWebhook(admin, { webhookId: row.id })).address, 'hooks.slack.com/…Xy12')
  assert.deepEqual(await auditTrail(), ['outgoing_webhook.create done'])
  assert.deepEqual(
    (await listAuditSubjects()).map(({ personal }) => personal),
    [{ kind: 'webhook', id: row.id, name: 'ops', address: 'hooks.slack.com/…Xy12' }],
  )
})

const UNUSABLE = [
  'hooks',
  'http://example.org/hook',
  'https://user:marker@example.org/',
  'https://10.0.0.1/',
  'https://2130706433/',
  'https://[::1]/',
  'ftp://example.org/',
  'javascript:alert(1)',
  '',
]

for (const url of UNUSABLE)
  test(`the address ${JSON.stringify(url)} is refused in a sentence beside its field`, async () => {
    await assert.rejects(
      addOutgoingWebhook(admin, input({ url })),
      (error: { fieldErrors?: { url?: string } }) => {
        assert.match(error.fieldErrors?.url ?? '', /\.$/)
        return true
      },
    )
    assert.deepEqual(await rows(), [])
    assert.deepEqual(await auditTrail(), [])
  })

test('a change keeps the address unless a new one is written', async () => {
  const webhookId = await storeWebhook({ url: MARKER_URL })
  const change = {
    webhookId,
    ...input({ name: 'renamed', url: '', format: 'slack', events: ['ban.lifted'] }),
  }
  await changeOutgoingWebhook(admin, change)
  const [row] = await rows()
  assert.deepEqual(
    [row?.name, row?.url, row?.format, row?.events],
    ['renamed', MARKER_URL, 'slack', ['ban.lifted']],
  )
  await changeOutgoingWebhook(admin, { ...change, url: 'https://moved.example/#gone' })
  assert.equal((await rows())[0]?.url, 'https://moved.example/')
  await assert.rejects(changeOutgoingWebhook(admin, { ...change, url: 'http://moved.example/' }))
  assert.deepEqual(
    (await listAudit()).map(({ details }) => details.moved),
    [false, true],
  )
})

test('a new secret signs the next attempt, and the old one no more', async () => {
  const webhookId = await storeWebhook({ url: receiver().url })
  const { secret } = await renewOutgoingSecret(admin, { webhookId })
  const { secret: newest } = await renewOutgoingSecret(admin, { webhookId })
  assert.notEqual(secret, newest)
  await tell()
  await deliverNow()
  const [got] = receiver().received
  assert.ok(got)
  const signed = `${got.headers['webhook-id']}.${got.headers['webhook-timestamp']}.${got.body}`
  const sign = (text: string) =>
    `v1,${createHmac('sha256', Buffer.from(text.slice(6), 'base64'))
      .update(signed)
      .digest('base64')}`
  assert.equal(got.headers['webhook-signature'], sign(newest))
  assert.notEqual(got.headers['webhook-signature'], sign(secret))
  assert.equal(JSON.parse(got.body).id, got.headers['webhook-id'])
  assert.ok(!(await record()).includes(newest.slice(6)))
})

test('a test is sent at once, also while the webhook is off, and its result told', async () => {
  const webhookId = await storeWebhook({ name: 'ops', url: receiver().url, state: 'off' })
  assert.deepEqual(await testOutgoingWebhook(admin, { webhookId }), {
    name: 'ops',
    isTaken: true,
    words: 'Taken: 204.',
  })
  assert.equal(JSON.parse(receiver().received[0]?.body ?? '{}').type, 'test')
  receiver().answer(404)
  const { isTaken, words } = await testOutgoingWebhook(admin, { webhookId })
  assert.deepEqual([isTaken, words], [false, 'Answered 404.'])
  assert.deepEqual(
    (await listAudit()).map(({ details }) => details.status),
    [204, 404],
  )
  assert.deepEqual(await listDeliveryRows(), [])
})

test('what is given up, delivered or waits is sent again at once under the same ID', async () => {
  const webhookId = await storeWebhook({ url: receiver().url })
  await tell()
  receiver().answer(410)
  await deliverNow()
  const [{ deliveryId, state }] = (await listDeliveries(admin, { webhookId, ...whole })).rows as [
    DeliveryView,
  ]
  assert.equal(state, 'given_up')
  receiver().answer(500)
  for (const status of [500, 204, 204]) {
    receiver().answer(status)
    await redeliver(admin, { deliveryId })
    await deliverNow()
    const [row] = await listDeliveryRows()
    assert.deepEqual([row?.attempts, row?.lastStatus], [1, status])
  }
  assert.equal(receiver().received.length, 4)
  assert.equal(new Set(receiver().received.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal((await auditTrail()).filter((event) => event === 'outgoing_webhook.redeliver done').length, 3)
})

test('what is under way, or of a webhook that is off, is not sent again', async () => {
  const webhookId = await storeWebhook({ url: receiver().url })
  await tell()
  const [claim] = await claimDue([])
  const deliveryId = claim?.deliveryId ?? UNKNOWN_ID
  await assert.rejects(redeliver(admin, { deliveryId }), { code: 'conflict', message: /being sent/ })
  await letTimePass(31)
  await switchOutgoingWebhook(admin, { webhookId, on: false })
  await assert.rejects(redeliver(admin, { deliveryId }), { code: 'conflict', message: /Switch it on/ })
  await assert.rejects(redeliver(admin, { deliveryId: UNKNOWN_ID }), { code: 'not_found' })
  assert.deepEqual(await auditTrail(), ['outgoing_webhook.switch done'])
})

test('a removed webhook takes what waits and its log along; only the first of two removes it', async () => {
  const webhookId = await storeWebhook({ name: 'ops' })
  await tell(3)
  const removed = await Promise.allSettled([
    removeOutgoingWebhook(admin, { webhookId }),
    removeOutgoingWebhook(eve, { webhookId }),
  ])
  assert.deepEqual(removed.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.deepEqual(await listDeliveryRows(), [])
  assert.deepEqual(await auditTrail(), ['outgoing_webhook.remove done'])
  for (const command of [switchOutgoingWebhook, renewOutgoingSecret, testOutgoingWebhook])
    await assert.rejects(command(admin, { webhookId, on: true }), { code: 'not_found' })
  await assert.rejects(changeOutgoingWebhook(admin, { webhookId, ...input() }), { code: 'not_found' })
  await assert.rejects(getOutgoingWebhook(admin, { webhookId }), { code: 'not_found' })
})

test('what happens while a webhook is removed happens all the same', async () => {
  for (let round = 0; round < 10; round += 1) {
    const webhookId = await storeWebhook()
    await Promise.all([
      ...Array.from({ length: 4 }, () => inTransaction((tx) => tellOutbox(tx, [aClaimedReport()]))),
      removeOutgoingWebhook(admin, { webhookId }),
    ])
    assert.deepEqual(await listDeliveryRows(), [])
  }
})

test('names are given once; of two at once one gets it', async () => {
  const added = await Promise.allSettled([
    addOutgoingWebhook(admin, input()),
    addOutgoingWebhook(eve, input()),
  ])
  assert.deepEqual(added.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const other = await storeWebhook({ name: 'other' })
  await assert.rejects(changeOutgoingWebhook(admin, { webhookId: other, ...input() }), { code: 'conflict' })
  await changeOutgoingWebhook(admin, { webhookId: other, ...input({ name: 'other' }) })
})

test('there are at most twenty', async () => {
  for (let hook = 0; hook < 20; hook += 1) await storeWebhook()
  await assert.rejects(addOutgoingWebhook(admin, input()), { code: 'conflict', message: /20 webhooks/ })
  const [first] = await rows()
  await changeOutgoingWebhook(admin, { webhookId: first?.id ?? '', ...input() })
})

for (const role of ['viewer', 'support', 'moderator'] as const)
  test(`a ${role} neither sees nor touches outgoing webhooks`, async () => {
    const operator = anOperator(role)
    const webhookId = await storeWebhook({ url: receiver().url })
    await tell()
    const before = JSON.stringify([await rows(), await listDeliveryRows()])
    const [delivery] = await listDeliveryRows()
    const id = { webhookId }
    const attempts: ((by: Operator) => Promise<unknown>)[] = [
      listOutgoingWebhooks,
      (by) => getOutgoingWebhook(by, id),
      (by) => listDeliveries(by, { ...id, ...whole }),
      (by) => addOutgoingWebhook(by, input()),
      (by) => changeOutgoingWebhook(by, { ...id, ...input() }),
      (by) => switchOutgoingWebhook(by, { ...id, on: false }),
      (by) => renewOutgoingSecret(by, id),
      (by) => removeOutgoingWebhook(by, id),
      (by) => testOutgoingWebhook(by, id),
      (by) => redeliver(by, { deliveryId: delivery?.id ?? '' }),
    ]
    for (const attempt of attempts) await assert.rejects(attempt(operator), { code: 'forbidden' })
    assert.equal(JSON.stringify([await rows(), await listDeliveryRows()]), before)
    assert.deepEqual([receiver().received, await auditTrail()], [[], []])
  })

async function readAll(
  webhookId: string,
  only: 'failed' | null,
  onPage: () => Promise<void> = async () => {},
) {
  const seen: DeliveryView[] = []
  let page: Page<DeliveryView> = await listDeliveries(admin, { webhookId, cursor: null, only })
  for (;;) {
    seen.push(...page.rows)
    if (page.older === null) return seen
    await onPage()
    page = await listDeliveries(admin, { webhookId, cursor: parseCursor(page.older), only })
  }
}

test('120 deliveries of one instant are all on the pages of the log, each once, whatever is tried or told meanwhile', async () => {
  const webhookId = await storeWebhook()
  await storeWebhook()
  await tell(120)
  const told = (await listDeliveryRows()).filter((row) => row.webhookId === webhookId).map(({ id }) => id)
  const db = await database()
  const seen = await readAll(webhookId, null, async () => {
    await db
      .update(deliveries)
      .set({ lastAt: new Date(), lastStatus: 500 })
      .where(eq(deliveries.id, told.at(-1) ?? ''))
    await tell()
  })
  assert.deepEqual(seen.map(({ deliveryId }) => deliveryId).sort(), told.sort())
})

test('the filter shows what failed, with what would be sent and why it was not taken', async () => {
  const webhookId = await storeWebhook({ url: receiver().url, name: 'ops' })
  await tell(2)
  await deliverNow()
  receiver().answer(500)
  await tell()
  await deliverNow()
  await tell()
  const failed = await readAll(webhookId, 'failed')
  assert.deepEqual(
    failed.map(({ state, last, attempts }) => [state, last?.status, attempts]),
    [['waiting', 500, 1]],
  )
  assert.equal(failed[0]?.body, receiver().received.at(-1)?.body)
  const [webhook] = await listOutgoingWebhooks(admin)
  assert.deepEqual([webhook?.waiting, webhook?.givenUp, webhook?.last?.status], [2, 0, 500])
})

test('what an address says of the log and cannot be read counts as absent', () => {
  for (const odd of ['older.1.x', 'sideways', "older.1.'; drop", ''])
    assert.deepEqual(listDeliveriesInput.parse({ cursor: odd, only: odd }), whole)
})

test('the forms’ fields are read as they are typed', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['name', ' ops \0 '],
    ['url', ' https://example.org/h '],
    ['format', 'slack'],
    ['events', 'ban.lifted'],
    ['events', 'ban.created'],
    ['patterns', 'class-*, lab-*\nexam'],
    ['$ACTION_ID', 'x'],
  ] as const)
    form.append(name, value)
  const typed = {
    name: 'ops \ufffd',
    url: 'https://example.org/h',
    format: 'slack',
    events: ['ban.created', 'ban.lifted'],
    patterns: ['class-*', 'lab-*', 'exam'],
  }
  assert.deepEqual(newOutgoingFormInput.parse(form), typed)
  form.append('webhookId', UNKNOWN_ID)
  assert.deepEqual(changeOutgoingFormInput.parse(form), { ...typed, webhookId: UNKNOWN_ID })
  for (const wrong of [
    { name: '' },
    { name: 'x'.repeat(121) },
    { format: 'xml' },
    { events: [] },
    { events: ['x'] },
    { patterns: ['a b'] },
    { url: 'x'.repeat(2_001) },
    { secretNumber: 1 },
  ])
    assert.equal(newOutgoingInput.safeParse({ ...typed, ...wrong }).success, false, JSON.stringify(wrong))
})
