import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { ROOM, storeBan, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator, protect, storeOperator } from '#e2e/support/operators'
import { storeReport } from '#e2e/support/reports'
import { withSandbox } from '#e2e/support/sandbox'
import { ejectForReport } from './decide.ts'
import { getReport, listColleagues } from './report.ts'
import { resolveReport } from './resolve.ts'
import { addNote, claimReport } from './work.ts'
import { reportEjectInput } from './work-schemas.ts'

withDatabase()
const { daily } = withSandbox()
const joined = withHostedRoom(daily)

const ada = anOperator('moderator', { id: 'ada', name: 'Ada', patterns: ['class-*'] })
const boss = anOperator('admin', { id: 'boss', name: 'Boss' })
const dismissal = { resolution: 'dismissed', badFaith: true, reason: 'No.', answer: '' } as const

test('a report tells where its person is, what stands against them, and what was before, of one’s rooms alone', async () => {
  await joined('u-sam')
  const before = await storeReport({ firstMs: Date.now() - 86_400_000 })
  await resolveReport(ada, { reportId: before, seen: 1, ...dismissal })
  const foreign = await storeReport({ room: 'lab-1', firstMs: Date.now() - 80_000_000 })
  const reportId = await storeReport()
  await storeBan('u-sam', { scopeKind: 'room', scopeValue: 'lab-1' })
  await protect('u-sam')

  const { standing, complaints } = await getReport(ada, { reportId })
  assert.deepEqual(
    standing?.rooms.map(({ room }) => room),
    [ROOM],
  )
  assert.deepEqual(standing?.bans, [])
  assert.equal(standing?.bannedElsewhere, true, 'that there is a ban, and nothing of it')
  assert.equal(standing?.protected, true)
  assert.deepEqual(standing?.figures, { reports: 2, dismissed: 1, ejected: 0, banned: 0 })
  assert.deepEqual(
    standing?.earlier.map(({ id }) => id),
    [before],
  )
  assert.deepEqual(complaints[0]?.reporter.record, {
    reports: 2,
    actedOn: 0,
    dismissed: 1,
    badFaith: 1,
  })

  const asAdmin = await getReport(boss, { reportId })
  assert.deepEqual(
    asAdmin.standing?.earlier.map(({ id }) => id),
    [foreign, before],
  )
  assert.deepEqual(
    asAdmin.standing?.bans.map(({ scope }) => scope),
    ['lab-1'],
  )
  assert.equal(asAdmin.standing?.figures.reports, 3)
})

test('what was done stands in its history, with the decision’s outcome', async () => {
  await joined('u-sam')
  const reportId = await storeReport()
  const { version } = await claimReport(ada, { reportId, seen: 1 })
  await addNote(ada, { reportId, text: 'Seen it myself.' })
  await ejectForReport(
    ada,
    reportEjectInput.parse({
      room: ROOM,
      intentKey: crypto.randomUUID(),
      targets: [user('u-sam')],
      reportId,
      seen: version,
    }),
  )
  const report = await getReport(ada, { reportId })
  assert.deepEqual(report.history.map(({ kind, mine }) => [kind, mine]).toSorted(), [
    ['claimed', true],
    ['decided', true],
    ['note', true],
  ])
  const [decision] = report.decisions
  assert.equal(decision?.counts.ejected, 1)
  assert.equal(report.history.find(({ kind }) => kind === 'decided')?.decisionId, decision?.id)
  assert.equal(report.claim?.mine, true)
})

test('hostile text comes back as it was said', async () => {
  const text = '<img src=x onerror=alert(1)></script><script>alert(1)</script> \u202e‮ javascript:alert(1)'
  const reportId = await storeReport({ text, userId: '<b>u</b>', name: text.slice(0, 40) })
  const report = await getReport(ada, { reportId })
  assert.equal(report.complaints[0]?.text, text)
  assert.equal(report.userId, '<b>u</b>')
})

test('a report of another’s room is as one that is not there', async () => {
  const reportId = await storeReport({ room: 'lab-1' })
  for (const id of [reportId, crypto.randomUUID()]) {
    await assert.rejects(getReport(ada, { reportId: id }), { code: 'not_found' })
    await assert.rejects(listColleagues(ada, { reportId: id }), { code: 'not_found' })
  }
})

test('colleagues who could take over: active, not a viewer, covering the room, and not oneself', async () => {
  const reportId = await storeReport()
  const store = (id: string, role: 'viewer' | 'support' | 'moderator', patterns: string[] | null = null) =>
    storeOperator(anOperator(role, { id, name: id, email: `${id}@example.org`, patterns }))
  await Promise.all([
    store('ada', 'moderator'),
    store('noor', 'support', ['class-*']),
    store('labs', 'support', ['lab-*']),
    store('looks', 'viewer'),
  ])
  const { colleagues } = await listColleagues(ada, { reportId })
  assert.deepEqual(colleagues, [{ id: 'noor', name: 'noor', role: 'support' }])
})
