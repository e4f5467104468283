import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { type Child, runChild } from '#e2e/support/children'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { loggedLines } from '#e2e/support/logs'
import { deliverNow, listDeliveryRows, listTold, storeWebhook, tell } from '#e2e/support/outbox'
import { type Received, withWebhookReceiver } from '#e2e/support/webhook-receiver'
import { closeDatabase, database, inTransaction } from '#lib/db/database'
import { deliveries, outgoingWebhooks } from '#lib/db/schema'
import { claimDue, noteAttempt } from './claims.ts'
import { createDelivering, keepDelivering } from './deliver.ts'
import { tellOutbox } from './events.ts'
import { onTold } from './listeners.ts'
import { MAX_ATTEMPTS } from './retry.ts'

withDatabase()
const receiver = withWebhookReceiver()

const idsOf = (received: readonly Received[]) => received.map(({ headers }) => String(headers['webhook-id']))
const statesOf = async () => (await listDeliveryRows()).map(({ state }) => state)

async function setStatus(webhookId: string, state: 'on' | 'off') {
  const db = await database()
  await db.update(outgoingWebhooks).set({ state }).where(eq(outgoingWebhooks.id, webhookId))
}

test('all that a committed transaction told is sent once, nothing of one that was rolled back', async () => {
  await storeWebhook({ url: receiver().url })
  await tell(30)
  await assert.rejects(
    inTransaction(async (tx) => {
      await tellOutbox(tx, [{ type: 'report.claimed', room: null, data: { lost: true } }])
      throw new Error('rolled back')
    }),
  )
  await deliverNow()
  await deliverNow()

  const told = await listTold()
  assert.equal(told.length, 30)
  assert.deepEqual(idsOf(receiver().received).sort(), told.map(({ id }) => id).sort())
  assert.ok(!receiver().received.some(({ body }) => body.includes('lost')))
  assert.deepEqual(new Set(await statesOf()), new Set(['delivered']))
})

test('whoever sends is woken by the commit, not before and not by a rollback', async () => {
  let woken = 0
  onTold(() => {
    woken += 1
  })
  await tell()
  assert.equal(woken, 0, 'nobody wants to hear')
  await storeWebhook({ url: receiver().url })
  await inTransaction(async (tx) => {
    const event = { type: 'report.claimed', room: null, data: {} } as const
    await tellOutbox(tx, [event])
    await tellOutbox(tx, [event])
    assert.equal(woken, 0)
  })
  assert.equal(woken, 1)
  await inTransaction(async (tx) => {
    await tellOutbox(tx, [{ type: 'report.claimed', room: null, data: {} }])
    throw new Error('rolled back')
  }).catch(() => {})
  assert.equal(woken, 1)
  onTold(() => {})
})

const SENDER = `
  import { createDelivering } from '#lib/outbox/deliver'
  const delivering = createDelivering()
  await delivering.sendDue()
  await delivering.idle()`

async function untilReceived(count: number, child: Child) {
  while (receiver().received.length < count && child.process.exitCode === null) await delay(5)
}

test('who is killed between commit and noting sends again after the restart, under the same ID', async () => {
  await storeWebhook({ url: receiver().url })
  await tell(3)
  receiver().answer(() => {})
  await closeDatabase()
  const child = runChild(SENDER)
  await untilReceived(2, child)
  await child.kill()
  const firstIds = idsOf(receiver().received)
  assert.equal(firstIds.length, 2)
  receiver().clear()

  await deliverNow()
  assert.equal(receiver().received.length, 1, 'what a dead process had claimed waits for its claim to end')
  await letTimePass(31)
  await deliverNow()
  const told = (await listTold()).map(({ id }) => id).sort()
  assert.deepEqual(idsOf(receiver().received).sort(), told)
  assert.ok(firstIds.every((id) => told.includes(id)))
  assert.deepEqual(new Set(await statesOf()), new Set(['delivered']))
})

test('two who send at once never send the same delivery', async () => {
  for (let hook = 0; hook < 5; hook += 1) await storeWebhook({ url: receiver().url })
  await tell(20)
  const both = [createDelivering(), createDelivering()]
  await Promise.all(both.map(({ sendDue }) => sendDue()))
  await Promise.all(both.map(({ idle }) => idle()))

  assert.equal(receiver().received.length, 100)
  assert.ok(
    (await listDeliveryRows()).every(({ attempts, state }) => attempts === 1 && state === 'delivered'),
  )
})

test('claims of many at once never overlap', async () => {
  for (let hook = 0; hook < 6; hook += 1) await storeWebhook()
  await tell(10)
  const claims = (await Promise.all(Array.from({ length: 8 }, () => claimDue([])))).flat()
  const ids = claims.map(({ deliveryId }) => deliveryId)
  assert.ok(ids.length > 0)
  assert.equal(new Set(ids).size, ids.length)
})

test('a receiver that hangs has two connections, and the others get theirs meanwhile', async () => {
  const slow = await storeWebhook({ url: `${receiver().url}/slow` })
  await storeWebhook({ url: receiver().url })
  receiver().answer((response, { path }) => {
    if (!path.endsWith('/slow')) response.writeHead(204).end()
  })
  await tell(12)
  const delivering = createDelivering()
  await delivering.sendDue()
  const giveUpAt = Date.now() + 9_000
  const done = async () => (await statesOf()).filter((state) => state === 'delivered').length
  while ((await done()) < 12 && Date.now() < giveUpAt) await delay(20)

  assert.equal(await done(), 12)
  assert.equal(receiver().received.filter(({ path }) => path.endsWith('/slow')).length, 2)
  await delivering.stop()
  const rows = (await listDeliveryRows()).filter(({ webhookId }) => webhookId === slow)
  assert.equal(rows.filter(({ lastFault }) => lastFault === 'stopped').length, 2)
  assert.ok(rows.every(({ state, sendingUntil }) => state === 'waiting' && sendingUntil === null))
})

test('what was broken off by the end of the process is due at once', async () => {
  await storeWebhook({ url: receiver().url })
  await tell()
  receiver().answer(() => {})
  const delivering = createDelivering()
  await delivering.sendDue()
  await delivering.stop()
  receiver().clear()
  await deliverNow()
  assert.deepEqual(await statesOf(), ['delivered'])
})

test('a failure is tried again after growing pauses, and given up in the end', async () => {
  await storeWebhook({ url: receiver().url })
  await tell()
  receiver().answer(500)
  const pauses: number[] = []
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await deliverNow()
    await deliverNow()
    assert.equal(receiver().received.length, attempt, 'never before its time')
    const [row] = await listDeliveryRows()
    assert.equal(row?.attempts, attempt)
    assert.deepEqual([row?.lastStatus, row?.lastFault], [500, null])
    const seconds = ((row?.nextAt.getTime() ?? 0) - (row?.lastAt?.getTime() ?? 0)) / 1_000
    if (attempt < MAX_ATTEMPTS) pauses.push(seconds)
    await letTimePass(seconds + 1)
  }
  assert.deepEqual(
    pauses.toSorted((a, b) => a - b),
    pauses,
  )
  assert.ok((pauses[0] ?? 0) >= 5 && (pauses.at(-1) ?? 0) >= 43_200)
  assert.deepEqual(await statesOf(), ['given_up'])
  await letTimePass(86_400)
  await deliverNow()
  assert.equal(receiver().received.length, MAX_ATTEMPTS)
  assert.equal(new Set(idsOf(receiver().received)).size, 1)
})

test('410 gives up at once; a redirect is not followed', async () => {
  await storeWebhook({ url: receiver().url })
  await tell()
  receiver().answer(410)
  await deliverNow()
  assert.deepEqual(await statesOf(), ['given_up'])

  await tell()
  receiver().clear()
  receiver().answer((response) => {
    response.writeHead(302, { location: `http://${receiver().host}/elsewhere` }).end()
  })
  await deliverNow()
  assert.deepEqual(
    receiver().received.map(({ path }) => path),
    [new URL(receiver().url).pathname],
  )
  assert.ok((await statesOf()).includes('waiting'))
})

test('a receiver that asks to be left alone is, with all that waits for it', async () => {
  await storeWebhook({ url: receiver().url })
  await tell(9)
  receiver().answer((response) => void response.writeHead(429, { 'retry-after': '600' }).end())
  await deliverNow()
  assert.ok(receiver().received.length < 9)
  const sent = receiver().received.length
  await letTimePass(590)
  await deliverNow()
  assert.equal(receiver().received.length, sent)
  receiver().clear()
  await letTimePass(200)
  await deliverNow()
  assert.deepEqual(new Set(await statesOf()), new Set(['delivered']))
})

test('a webhook that is off gets nothing until it is on again; one that was removed never', async () => {
  const webhookId = await storeWebhook({ url: receiver().url })
  await tell(2)
  await setStatus(webhookId, 'off')
  await tell()
  await deliverNow()
  assert.equal(receiver().received.length, 0)
  await setStatus(webhookId, 'on')
  await deliverNow()
  assert.equal(receiver().received.length, 2)

  await tell()
  const db = await database()
  await db.delete(outgoingWebhooks)
  await deliverNow()
  assert.equal(receiver().received.length, 2)
  assert.deepEqual(await listDeliveryRows(), [])
})

test('a late note of a claim that ran out changes nothing', async () => {
  await storeWebhook({ url: receiver().url })
  await tell()
  const [late] = await claimDue([])
  assert.ok(late)
  await letTimePass(31)
  await claimDue([])
  await noteAttempt(late, { status: 500, fault: null }, { state: 'given_up' })
  const [row] = await listDeliveryRows()
  assert.deepEqual([row?.state, row?.attempts, row?.lastStatus], ['waiting', 2, null])
})

test('only who may deliver sends, and sends at once when woken', async () => {
  await storeWebhook({ url: receiver().url })
  let mayDeliver = false
  const keeping = keepDelivering(() => mayDeliver)
  onTold(keeping.wake)
  await tell()
  assert.deepEqual(
    (await listDeliveryRows()).map(({ attempts }) => attempts),
    [0],
  )
  mayDeliver = true
  await tell()
  const giveUpAt = Date.now() + 9_000
  while (receiver().received.length < 2 && Date.now() < giveUpAt) await delay(10)
  await keeping.stop()
  onTold(() => {})
  assert.equal(receiver().received.length, 2)
})

test('the log keeps no address and no secret of a delivery that is given up', async () => {
  await storeWebhook({ url: receiver().url })
  await tell()
  const db = await database()
  await db.update(deliveries).set({ attempts: sql`${MAX_ATTEMPTS - 1}` })
  receiver().answer(503)
  await deliverNow()
  assert.ok(loggedLines().some((line) => line.includes('given up')))
  assert.ok(!loggedLines().some((line) => line.includes('marker-path') || line.includes('whsec_')))
})
