import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eq, isNotNull } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, listAudit, listAuditSubjects } from '#e2e/support/decisions'
import { anOperator, storeOperator } from '#e2e/support/operators'
import { listTold, storeWebhook } from '#e2e/support/outbox'
import { fillQueue, findGroup, listSteps, storeReport } from '#e2e/support/reports'
import { database, inTransaction } from '#lib/db/database'
import { reportGroups } from '#lib/db/schema'
import type { AppError } from '#lib/errors'
import type { Operator } from '#lib/permissions/permissions'
import { claimNext } from './claim-next.ts'
import { reopenReport, resolveReport } from './resolve.ts'
import { CLAIM_SECONDS } from './rules.ts'
import { addNote, claimReport, escalateReport, handOver, keepClaim, releaseReport } from './work.ts'
import { claimNextInput, resolveInput } from './work-schemas.ts'

withDatabase()

const ada = anOperator('moderator', { id: 'ada', name: 'Ada' })
const noor = anOperator('support', { id: 'noor', name: 'Noor' })
const boss = anOperator('admin', { id: 'boss', name: 'Boss' })
const elsewhere = anOperator('moderator', { id: 'else', name: 'Else', patterns: ['lab-*'] })

const dismissal = {
  resolution: 'dismissed',
  badFaith: false,
  reason: 'Nothing was said.',
  answer: '',
} as const

function refusedWith(code: AppError['code'], words: RegExp) {
  return (error: AppError) => error.code === code && words.test(error.message)
}

test('a claim holds against others for ten minutes and is theirs for the taking afterwards', async () => {
  const reportId = await storeReport()
  const { version } = await claimReport(ada, { reportId, seen: 1 })

  await assert.rejects(
    claimReport(noor, { reportId, seen: version }),
    refusedWith('conflict', /Claimed by Ada/),
  )
  await letTimePass(CLAIM_SECONDS - 5)
  await assert.rejects(claimReport(noor, { reportId, seen: version }), refusedWith('conflict', /Ada/))
  await letTimePass(10)
  await claimReport(noor, { reportId, seen: version })

  assert.equal((await findGroup(reportId)).claimedByName, 'Noor')
  assert.deepEqual(await listSteps(reportId), ['claimed by Ada', 'claimed by Noor'])
})

test('activity renews a claim; one that ran out comes back unless somebody else took it', async () => {
  const reportId = await storeReport()
  const { version } = await claimReport(ada, { reportId, seen: 1 })
  await letTimePass(CLAIM_SECONDS - 5)
  await keepClaim(ada, { reportId })
  await letTimePass(CLAIM_SECONDS - 5)
  await assert.rejects(claimReport(noor, { reportId, seen: version }), refusedWith('conflict', /Ada/))

  await letTimePass(20)
  await keepClaim(ada, { reportId })
  await assert.rejects(claimReport(noor, { reportId, seen: version }), refusedWith('conflict', /Ada/))

  await letTimePass(CLAIM_SECONDS + 5)
  await claimReport(noor, { reportId, seen: version })
  await assert.rejects(keepClaim(ada, { reportId }), refusedWith('conflict', /do not hold/))
})

test('of many who claim the same report at once one gets it, and all others are told by whom', async () => {
  const reportId = await storeReport()
  const people = Array.from({ length: 10 }, (_, index) =>
    anOperator('support', { id: `op-${index}`, name: `Op ${index}` }),
  )
  const results = await Promise.allSettled(people.map((who) => claimReport(who, { reportId, seen: 1 })))

  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  const holder = (await findGroup(reportId)).claimedByName ?? ''
  for (const result of results)
    if (result.status === 'rejected') assert.match(result.reason.message, new RegExp(`${holder}`))
  const trail = await auditTrail()
  assert.equal(trail.filter((line) => line === 'report.claim done').length, 1)
  assert.equal(trail.filter((line) => line === 'report.claim refused').length, 9, 'each try is on record')
})

test('20 operators who claim from a queue of 1,000 at once never hold the same one, the most urgent go first', async () => {
  await fillQueue(1_000)
  const people = Array.from({ length: 20 }, (_, index) =>
    anOperator('support', { id: `op-${index}`, name: `Op ${index}` }),
  )
  const taken: string[] = []
  await Promise.all(people.map((who) => takeSome(who, 10, taken)))

  assert.equal(new Set(taken).size, 200)
  const db = await database()
  const held = await db
    .select({ id: reportGroups.id, by: reportGroups.claimedById, weight: reportGroups.weight })
    .from(reportGroups)
    .where(isNotNull(reportGroups.claimedById))
  assert.deepEqual(held.map(({ id }) => id).toSorted(), taken.toSorted())
  assert.deepEqual(
    [...Map.groupBy(held, ({ by }) => by).values()].map((own) => own.length),
    Array.from({ length: 20 }, () => 10),
  )
  assert.deepEqual([...new Set(held.map(({ weight }) => weight))], [3], 'of 250 urgent ones')
})

async function takeSome(who: Operator, count: number, taken: string[]): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { reportId } = await claimNext(who, claimNextInput.parse({}))
    if (reportId !== null) taken.push(reportId)
  }
}

test('a queue that is worked through by several ends empty, each report taken once', async () => {
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, index) => storeReport({ userId: `u-${index}` })),
  )
  const people = [ada, noor, boss]
  const taken: string[] = []
  await Promise.all(people.map((who) => workThrough(who, taken)))
  assert.deepEqual(taken.toSorted(), ids.toSorted())
})

async function workThrough(who: Operator, taken: string[]): Promise<void> {
  for (;;) {
    const { reportId } = await claimNext(who, claimNextInput.parse({}))
    if (reportId === null) return
    taken.push(reportId)
  }
}

test('“next” passes over what others hold, what is escalated above one, other rooms, and the one just left', async () => {
  const urgent = await storeReport({ userId: 'u-1', weight: 3, here: true })
  const raised = await storeReport({ userId: 'u-2', weight: 3 })
  const foreign = await storeReport({ userId: 'u-3', weight: 2, room: 'lab-1' })
  const last = await storeReport({ userId: 'u-4', weight: 1 })
  await escalateReport(noor, { reportId: raised, seen: 1, to: 'moderator', reason: 'Hard to tell.' })
  const inClasses = { ...noor, patterns: ['class-*'] }

  assert.equal((await claimNext(inClasses, claimNextInput.parse({ after: urgent }))).reportId, last)
  assert.equal((await claimNext(inClasses, claimNextInput.parse({}))).reportId, urgent)
  assert.equal((await claimNext(inClasses, claimNextInput.parse({}))).reportId, null)
  assert.equal((await claimNext(ada, claimNextInput.parse({}))).reportId, raised)
  assert.equal((await claimNext(ada, claimNextInput.parse({}))).reportId, foreign)
})

test('only the holder, or anybody while nobody holds it, changes a report; a note everybody may write', async () => {
  const reportId = await storeReport()
  const { version } = await claimReport(ada, { reportId, seen: 1 })
  const seen = version

  for (const attempt of [
    () => releaseReport(noor, { reportId, seen }),
    () => escalateReport(noor, { reportId, seen, to: 'admin', reason: 'x' }),
    () => resolveReport(noor, { reportId, seen, ...dismissal }),
    () => handOver(noor, { reportId, seen, operatorId: 'noor', note: '' }),
  ])
    await assert.rejects(attempt, refusedWith('conflict', /Claimed by Ada/))
  await addNote(noor, { reportId, text: 'Seen her before.' })

  const group = await findGroup(reportId)
  assert.deepEqual([group.version, group.claimedByName, group.state], [version, 'Ada', 'open'])
})

test('who hands over names a colleague who may work there; it is theirs for ten minutes', async () => {
  const reportId = await storeReport()
  await storeOperator(noor)
  await storeOperator(anOperator('viewer', { id: 'viewer', email: 'v@example.org' }))
  await storeOperator({ ...elsewhere, email: 'e@example.org' })
  const { version } = await claimReport(ada, { reportId, seen: 1 })

  for (const operatorId of ['viewer', 'else', 'nobody'])
    await assert.rejects(
      handOver(ada, { reportId, seen: version, operatorId, note: '' }),
      refusedWith('invalid_input', /cannot work on reports from this room/),
    )
  await handOver(ada, { reportId, seen: version, operatorId: 'noor', note: 'You know her.' })

  const group = await findGroup(reportId)
  assert.deepEqual([group.claimedById, group.version], ['noor', version + 1])
  await assert.rejects(
    releaseReport(ada, { reportId, seen: group.version }),
    refusedWith('conflict', /Claimed by Noor/),
  )
  const subjects = (await listAuditSubjects()).map(({ personal }) => personal)
  assert.deepEqual(subjects.slice(-2), [
    { kind: 'operator', id: 'noor', name: 'Noor' },
    { note: 'You know her.' },
  ])
})

test('an escalated report is for those above; they can give it back', async () => {
  const reportId = await storeReport()
  await storeOperator(noor)
  await escalateReport(noor, { reportId, seen: 1, to: 'moderator', reason: 'Is this a threat?' })

  await assert.rejects(
    claimReport(noor, { reportId, seen: 2 }),
    refusedWith('forbidden', /escalated to moderators/),
  )
  await assert.rejects(
    escalateReport(ada, { reportId, seen: 2, to: 'moderator', reason: 'x' }),
    refusedWith('invalid_input', /above your own/),
  )
  await addNote(noor, { reportId, text: 'She wrote again.' })
  await handOver(ada, { reportId, seen: 2, operatorId: 'noor', note: 'Yours after all.' })
  const group = await findGroup(reportId)
  assert.deepEqual([group.escalatedTo, group.claimedById], [null, 'noor'])
})

test('a report is resolved with a reason, told once for all its reports, and can be opened again', async () => {
  const reportId = await storeReport()
  await storeWebhook({ events: ['report.claimed', 'report.resolved'] })

  assert.equal(
    resolveInput.safeParse({ ...dismissal, reportId, seen: 1, reason: ' ' }).success,
    false,
    'a dismissal needs a reason',
  )
  await assert.rejects(
    resolveReport(ada, { reportId, seen: 1, ...dismissal, resolution: 'acted_on', reason: '' }),
    refusedWith('invalid_input', /Say what was done/),
  )
  await resolveReport(ada, { reportId, seen: 1, ...dismissal, badFaith: true, answer: 'We saw nothing.' })

  const [told, ...more] = await listTold()
  assert.deepEqual(more, [])
  assert.equal(told?.type, 'report.resolved')
  assert.deepEqual(
    { ...told?.data, at: 'then' },
    {
      group_id: reportId,
      report_ids: [reportId],
      room: 'class-7b',
      user_id: 'u-sam',
      resolution: 'dismissed',
      bad_faith: true,
      answer: 'We saw nothing.',
      by: 'Ada',
      at: 'then',
    },
  )
  await assert.rejects(claimReport(noor, { reportId, seen: 2 }), refusedWith('conflict', /is resolved/))
  await reopenReport(boss, { reportId, seen: 2, reason: 'A recording turned up.' })
  const group = await findGroup(reportId)
  assert.deepEqual(
    [group.state, group.resolution, group.badFaith, group.answer, group.claimedByName],
    ['open', null, false, '', 'Boss'],
  )
  assert.deepEqual(await listSteps(reportId), ['resolved by Ada', 'reopened by Boss'])
})

test('a report is not opened again beside a newer one about the same person', async () => {
  const old = await storeReport()
  await resolveReport(ada, { reportId: old, seen: 1, ...dismissal })
  await storeReport()
  await assert.rejects(
    reopenReport(ada, { reportId: old, seen: 2, reason: 'x' }),
    refusedWith('conflict', /newer report/),
  )
})

test('a report opened again while a newer one comes in ends in the same conflict', async () => {
  const old = await storeReport()
  await resolveReport(ada, { reportId: old, seen: 1, ...dismissal })
  const { promise: isStored, resolve: stored } = Promise.withResolvers<void>()
  const comingIn = inTransaction(async (tx) => {
    const [group] = await tx.select().from(reportGroups).where(eq(reportGroups.id, old))
    assert.ok(group)
    const { rank: _, ...row } = group
    await tx.insert(reportGroups).values({ ...row, id: randomUUID(), state: 'open' })
    stored()
    await delay(300)
  })
  await isStored
  const opening = reopenReport(ada, { reportId: old, seen: 2, reason: 'x' })
  await assert.rejects(opening, refusedWith('conflict', /newer report/))
  await comingIn
  assert.equal((await findGroup(old)).state, 'resolved')
})

test('of two who resolve at once one does; the other is told who and when, and both are on record', async () => {
  const reportId = await storeReport()
  const results = await Promise.allSettled([
    resolveReport(ada, { reportId, seen: 1, ...dismissal }),
    resolveReport(noor, { reportId, seen: 1, ...dismissal, badFaith: true }),
  ])
  const [slower] = results.filter((result) => result.status === 'rejected')
  const { resolvedByName, badFaith } = await findGroup(reportId)

  assert.match(
    String(slower?.reason.message),
    new RegExp(`Resolved by ${resolvedByName} at \\d\\d:\\d\\d UTC`),
  )
  assert.equal(badFaith, resolvedByName === 'Noor', 'nothing of the slower one was written')
  assert.deepEqual((await auditTrail()).toSorted(), ['report.resolve done', 'report.resolve refused'])
})

test('nobody without the role or the room does anything, and nothing is said of other rooms', async () => {
  const reportId = await storeReport()
  const viewer = anOperator('viewer')
  const seen = 1
  const attempts = (who: Operator) => [
    () => claimReport(who, { reportId, seen }),
    () => releaseReport(who, { reportId, seen }),
    () => handOver(who, { reportId, seen, operatorId: 'x', note: '' }),
    () => escalateReport(who, { reportId, seen, to: 'admin', reason: 'x' }),
    () => addNote(who, { reportId, text: 'x' }),
    () => resolveReport(who, { reportId, seen, ...dismissal }),
    () => reopenReport(who, { reportId, seen, reason: 'x' }),
  ]
  for (const attempt of attempts(viewer))
    await assert.rejects(attempt, refusedWith('forbidden', /look at reports/))
  for (const attempt of attempts(elsewhere))
    await assert.rejects(attempt, refusedWith('not_found', /no such report/))
  await assert.rejects(claimNext(viewer, claimNextInput.parse({})), refusedWith('forbidden', /look at/))
  assert.deepEqual(await listSteps(reportId), [])
  assert.deepEqual(await listAudit(), [])
})
