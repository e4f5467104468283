import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { storeReport } from '#e2e/support/reports'
import type { Operator } from '#lib/permissions/permissions'
import { getReportNews, listQueue } from './queue.ts'
import { resolveReport } from './resolve.ts'
import { CLAIM_SECONDS } from './rules.ts'
import type { QueueTab } from './view.ts'
import { claimReport, escalateReport } from './work.ts'
import { queueInput } from './work-schemas.ts'

withDatabase()

const ada = anOperator('moderator', { id: 'ada', name: 'Ada' })
const noor = anOperator('support', { id: 'noor', name: 'Noor' })
const inLabs = anOperator('support', { id: 'labs', patterns: ['lab-*'] })

async function idsOf(who: Operator, asked: Record<string, string> = {}): Promise<string[]> {
  return (await listQueue(who, queueInput.parse(asked))).rows.map(({ id }) => id)
}

test('the queue goes by who is in the room now, then the policy’s weight, then how many report, then age', async () => {
  const now = Date.now()
  const store = (userId: string, chosen: Parameters<typeof storeReport>[0]) =>
    storeReport({ userId, firstMs: now, ...chosen })
  const young = await store('u-1', { weight: 1 })
  const old = await store('u-2', { weight: 1, firstMs: now - 60_000 })
  const many = await store('u-3', { weight: 1, reporters: 4, reports: 9 })
  const heavy = await store('u-4', { weight: 3, firstMs: now + 1_000 })
  const here = await store('u-5', { weight: 0, here: true, firstMs: now + 2_000 })

  assert.deepEqual(await idsOf(ada), [here, heavy, many, old, young])
})

test('each tab shows its own, and counts what it shows', async () => {
  const mine = await storeReport({ userId: 'u-1' })
  const theirs = await storeReport({ userId: 'u-2' })
  const raised = await storeReport({ userId: 'u-3' })
  const done = await storeReport({ userId: 'u-4' })
  const lapsed = await storeReport({ userId: 'u-5' })
  await claimReport(ada, { reportId: lapsed, seen: 1 })
  await letTimePass(CLAIM_SECONDS + 1)
  await claimReport(ada, { reportId: mine, seen: 1 })
  await claimReport(noor, { reportId: theirs, seen: 1 })
  await escalateReport(noor, { reportId: raised, seen: 1, to: 'admin', reason: 'x' })
  await resolveReport(ada, {
    reportId: done,
    seen: 1,
    resolution: 'dismissed',
    badFaith: false,
    reason: 'x',
    answer: '',
  })

  const shown = async (tab: QueueTab) => (await idsOf(ada, { tab })).toSorted()
  assert.deepEqual(await shown('open'), [mine, theirs, raised, lapsed].toSorted())
  assert.deepEqual(await shown('mine'), [mine])
  assert.deepEqual(await shown('claimed'), [mine, theirs].toSorted())
  assert.deepEqual(await shown('escalated'), [raised])
  assert.deepEqual(await shown('resolved'), [done])
  const { counts } = await listQueue(ada, queueInput.parse({}))
  assert.deepEqual(counts, { open: 4, mine: 1, claimed: 2, escalated: 1 })
})

for (const tab of ['open', 'resolved'] as const) {
  test(`120 ${tab} reports of the same millisecond are all reached, each once, while others arrive`, async () => {
    const at = Date.now() - 60_000
    const ended = { state: 'resolved', resolution: 'dismissed', resolvedAt: new Date(at) } as const
    const store = (userId: string) =>
      storeReport({ userId, firstMs: at, ...(tab === 'resolved' ? ended : {}) })
    const ids = await Promise.all(Array.from({ length: 120 }, (_, index) => store(`u-${index}`)))
    const found: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 5; page += 1) {
      const list = await listQueue(ada, queueInput.parse({ tab, ...(cursor !== null && { cursor }) }))
      found.push(...list.rows.map(({ id }) => id))
      cursor = list.older
      if (cursor === null) break
      await storeReport({ userId: `late-${page}`, firstMs: Date.now(), weight: 0 })
    }
    const paged = found.filter((id) => ids.includes(id))
    assert.deepEqual(paged.toSorted(), ids.toSorted())
  })
}

test('filters by room, policy, user ID and words narrow rows and counts alike', async () => {
  const one = await storeReport({ userId: 'u-1', category: 'spam', weight: 1, text: '100% off_now' })
  const two = await storeReport({ userId: 'u-2', room: 'lab-1', text: 'Ads, ads, ads' })
  assert.deepEqual(await idsOf(ada, { room: 'lab-1' }), [two])
  assert.deepEqual(await idsOf(ada, { policy: 'spam' }), [one])
  assert.deepEqual(await idsOf(ada, { search: 'u-2' }), [two])
  assert.deepEqual(await idsOf(ada, { search: '% OFF_' }), [one], 'no pattern signs')
  assert.deepEqual(await idsOf(ada, { search: 'nothing of it' }), [])
  assert.deepEqual(await idsOf(ada, { search: 'ADS, ADS' }), [two])
  const guest = await storeReport({ userId: null, participantId: 'p-guest-7' })
  assert.deepEqual(await idsOf(ada, { search: 'guest-7' }), [guest])
  const { counts } = await listQueue(ada, queueInput.parse({ room: 'lab-1' }))
  assert.equal(counts.open, 1)
})

test('an operator sees reports of their rooms alone, in list, counts, facts and news', async () => {
  await storeReport({ userId: 'u-1', weight: 3, firstMs: Date.now() - 600_000 })
  const lab = await storeReport({ userId: 'u-2', room: 'lab-1', weight: 3 })
  const list = await listQueue(inLabs, queueInput.parse({}))
  assert.deepEqual(
    list.rows.map(({ id }) => id),
    [lab],
  )
  assert.equal(list.counts.open, 1)
  assert.equal(list.oldestAt, list.rows[0]?.firstAt)
  assert.deepEqual(await getReportNews(inLabs), {
    open: 1,
    urgent: [{ id: lab, room: 'lab-1', category: 'harassment' }],
  })
  await assert.rejects(listQueue(inLabs, queueInput.parse({ room: 'class-7b' })), { code: 'forbidden' })
})

test('news of urgent reports end when somebody takes them', async () => {
  const reportId = await storeReport({ weight: 3 })
  assert.equal((await getReportNews(noor)).urgent.length, 1)
  await claimReport(noor, { reportId, seen: 1 })
  assert.deepEqual(await getReportNews(ada), { open: 1, urgent: [] })
})

test('a place that nobody gave out leads to the first page', async () => {
  const reportId = await storeReport()
  for (const cursor of ['older.9999999999999999.x', 'older.1', `newer.99999999999999999.${reportId}`, '%00'])
    for (const tab of ['open', 'resolved'])
      assert.deepEqual(await idsOf(ada, { cursor, tab }), tab === 'open' ? [reportId] : [])
})
