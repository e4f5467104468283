import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, listBans, listDecisionRows, outcomesOf, ROOM, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator, protect } from '#e2e/support/operators'
import { listTold, storeWebhook } from '#e2e/support/outbox'
import { findGroup, listSteps, storeReport } from '#e2e/support/reports'
import { withSandbox } from '#e2e/support/sandbox'
import type { AppError } from '#lib/errors'
import { ejectForReport } from './decide.ts'
import { resolveReport } from './resolve.ts'
import { claimReport } from './work.ts'
import { type ReportEjectRequest, reportEjectInput } from './work-schemas.ts'

withDatabase()
const { daily, ejects } = withSandbox()
const joined = withHostedRoom(daily)

const ada = anOperator('moderator', { id: 'ada', name: 'Ada' })
const ben = anOperator('moderator', { id: 'ben', name: 'Ben' })
const noor = anOperator('support', { id: 'noor', name: 'Noor' })

function anEjectOf(reportId: string, seen: number, chosen: Partial<ReportEjectRequest> = {}) {
  const intentKey = crypto.randomUUID()
  const targets = [user('u-sam')]
  return reportEjectInput.parse({ room: ROOM, intentKey, targets, reportId, seen, ...chosen })
}

function conflict(words: RegExp) {
  return (error: AppError) => error.code === 'conflict' && words.test(error.message)
}

test('an eject and ban from a report names it as the source, and makes the report the operator’s', async () => {
  const sam = await joined('u-sam')
  const reportId = await storeReport()
  await storeWebhook({ events: ['report.claimed'] })

  const view = await ejectForReport(
    ada,
    anEjectOf(reportId, 1, { ban: true, policy: 'harassment', reason: 'as reported' }),
  )

  assert.deepEqual(outcomesOf(view), ['ejected'])
  assert.deepEqual(ejects(), [{ ids: [sam], user_ids: ['u-sam'], ban: true }])
  const [decision] = await listDecisionRows()
  assert.deepEqual([decision?.source, decision?.reportId], ['report', reportId])
  assert.equal((await listBans()).length, 1)
  const group = await findGroup(reportId)
  assert.deepEqual([group.state, group.claimedByName, group.version], ['open', 'Ada', 2])
  assert.deepEqual(await listSteps(reportId), ['decided by Ada'])
  assert.equal((await listTold()).length, 1, 'the claim that came with it is told')
})

test('A ejects, then B dismisses what B still sees as undecided: B is told of A’s decision, nothing is overwritten', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  await ejectForReport(ada, anEjectOf(reportId, 1))

  await assert.rejects(
    resolveReport(ben, {
      reportId,
      seen: 1,
      resolution: 'dismissed',
      badFaith: false,
      reason: 'Nothing.',
      answer: '',
    }),
    conflict(/^Decided by Ada at \d\d:\d\d UTC/),
  )

  assert.equal((await findGroup(reportId)).state, 'open')
  assert.equal(ejects().length, 1)
  assert.deepEqual((await auditTrail()).toSorted(), [
    'participant.eject asked',
    'participant.eject done',
    'report.resolve refused',
  ])
})

test('two who eject from the same report at once make one eject; the slower is told by whom', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  const results = await Promise.allSettled([
    ejectForReport(ada, anEjectOf(reportId, 1, { ban: true })),
    ejectForReport(ben, anEjectOf(reportId, 1)),
  ])
  const [slower, ...others] = results.filter((result) => result.status === 'rejected')

  assert.deepEqual(others, [])
  const [decision, ...more] = await listDecisionRows()
  assert.deepEqual(more, [])
  assert.match(String(slower?.reason.message), new RegExp(`^Decided by ${decision?.operatorName}`))
  assert.equal(ejects().length, 1)
  assert.equal((await listBans()).length, decision?.operatorName === 'Ada' ? 1 : 0)
})

test('the same confirmation sent again answers with the first decision, however far the report has moved on', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  const asked = anEjectOf(reportId, 1)
  const first = await ejectForReport(ada, asked)
  const [second, third] = await Promise.all([ejectForReport(ada, asked), ejectForReport(ada, asked)])

  assert.deepEqual([second.id, third.id], [first.id, first.id])
  assert.equal(ejects().length, 1)
  assert.equal((await findGroup(reportId)).version, 2)
})

test('a report may be acted on more than once before it is resolved', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  await ejectForReport(ada, anEjectOf(reportId, 1))
  await ejectForReport(ada, anEjectOf(reportId, 2, { ban: true }))
  const { version } = await resolveReport(ada, {
    reportId,
    seen: 3,
    resolution: 'acted_on',
    badFaith: false,
    reason: '',
    answer: 'Thank you.',
  })
  assert.equal(version, 4)
  assert.deepEqual(await listSteps(reportId), ['decided by Ada', 'decided by Ada', 'resolved by Ada'])
})

test('nothing is stored or sent where the report is not theirs, is resolved, or is about another room', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  const held = await storeReport({ userId: 'u-mia' })
  await claimReport(ben, { reportId: held, seen: 1 })
  const resolved = await storeReport({ userId: 'u-jo', state: 'resolved', resolution: 'dismissed' })
  const elsewhere = anOperator('moderator', { id: 'else', patterns: ['lab-*'] })

  await assert.rejects(ejectForReport(ada, anEjectOf(held, 2)), conflict(/Claimed by Ben/))
  await assert.rejects(ejectForReport(ada, anEjectOf(resolved, 1)), conflict(/is resolved/))
  await assert.rejects(
    ejectForReport(ada, anEjectOf(reportId, 1, { room: 'class-8' })),
    (error: AppError) => error.code === 'invalid_input',
  )
  for (const [who, chosen] of [
    [anOperator('viewer'), {}],
    [elsewhere, {}],
    [noor, { ban: true }],
  ] as const)
    await assert.rejects(
      ejectForReport(who, anEjectOf(reportId, 1, chosen)),
      (error: AppError) => error.code === 'forbidden',
    )
  assert.deepEqual(await listDecisionRows(), [])
  assert.deepEqual(ejects(), [])
  assert.deepEqual(await listBans(), [])
  assert.equal((await findGroup(reportId)).version, 1)
})

test('protected people stay where they are, also when a report names them', async () => {
  await joined('u-sam')
  await protect('u-sam')
  const view = await ejectForReport(ada, anEjectOf(await storeReport(), 1, { ban: true }))
  assert.deepEqual(outcomesOf(view), ['not_attempted: protected'])
  assert.deepEqual(ejects(), [])
  assert.deepEqual(await listBans(), [])
})
