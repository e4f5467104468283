import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { listAudit, ROOM } from '#e2e/support/decisions'
import { fillRoom, listGroups, listReports, storePerson } from '#e2e/support/intake'
import { anOperator } from '#e2e/support/operators'
import { fileReport } from './file.ts'
import { refreshHere } from './here.ts'
import { fileReportInput } from './schemas.ts'

withDatabase()

const noor = anOperator('support', { id: 'noor', name: 'Noor' })

function aReport(chosen: Partial<Record<string, unknown>> = {}) {
  return fileReportInput.parse({
    room: ROOM,
    userId: null,
    participantId: 'p-sam',
    category: 'spam',
    text: 'Posts links.',
    intentKey: randomUUID(),
    ...chosen,
  })
}

test('an operator reports somebody, in their own name, once for each dialog', async () => {
  await storePerson('p-sam', { userId: 'u-sam', name: 'Sam' })
  const input = aReport()
  const [one, other] = await Promise.all([fileReport(noor, input), fileReport(noor, input)])
  const [report, ...more] = await listReports()
  assert.deepEqual([one, other, more], [{ reportId: report?.id }, { reportId: report?.id }, []])
  assert.partialDeepStrictEqual(report, {
    source: 'operator',
    sourceName: 'Noor',
    reporterName: 'Noor',
    reporterUserId: null,
    userId: 'u-sam',
    name: 'Sam',
  })
  assert.deepEqual(
    (await listAudit()).map(({ verb, actor, actorKind, room }) => [verb, actor, actorKind, room]),
    [['report.receive', 'Noor', 'operator', ROOM]],
  )
})

test('what was changed after a first try that arrived is a report of its own', async () => {
  const input = aReport()
  const first = await fileReport(noor, input)
  const second = await fileReport(noor, { ...input, text: 'Posts links and shouts.' })
  assert.notEqual(first.reportId, second.reportId)
  assert.equal((await listReports()).length, 2)
})

test('viewers, and whoever does not cover the room, report nobody', async () => {
  const strangers = [anOperator('viewer'), anOperator('moderator', { patterns: ['lab-*'] })]
  for (const stranger of strangers)
    await assert.rejects(fileReport(stranger, aReport()), { code: 'forbidden' })
  assert.deepEqual([await listReports(), await listGroups(), await listAudit()], [[], [], []])
})

test('two operators who say the same count as two', async () => {
  await fileReport(noor, aReport())
  await fileReport(anOperator('moderator', { id: 'ada', name: 'Ada' }), aReport())
  const [group, ...more] = await listGroups()
  assert.deepEqual(more, [])
  assert.partialDeepStrictEqual(group, { reports: 2, reporters: 2 })
})

test('a report is about somebody', () => {
  assert.equal(fileReportInput.safeParse({ ...aReport(), participantId: null }).success, false)
})

test('who is reported and leaves or comes back turns in the queue', async () => {
  await fillRoom('hall', 500)
  await fileReport(noor, aReport({ participantId: null, userId: 'u-sam' }))
  await fileReport(noor, aReport({ participantId: 'p-nameless' }))
  await fileReport(noor, aReport({ room: 'hall', participantId: null, userId: 'u-7' }))
  const here = async () => (await listGroups()).map(({ key, here: isHere }) => `${key} ${isHere}`).toSorted()
  assert.deepEqual(await here(), [
    `participant:${ROOM}:p-nameless false`,
    `user:${ROOM}:u-sam false`,
    'user:hall:u-7 true',
  ])
  await storePerson('p-nameless')
  await storePerson('p-9', { userId: 'u-sam' })
  await storePerson('p-10', { userId: 'u-7', room: 'elsewhere' })
  await refreshHere()
  await refreshHere()
  assert.deepEqual(await here(), [
    `participant:${ROOM}:p-nameless true`,
    `user:${ROOM}:u-sam true`,
    'user:hall:u-7 true',
  ])
})
