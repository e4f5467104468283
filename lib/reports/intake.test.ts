import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { listAudit, listAuditSubjects, ROOM } from '#e2e/support/decisions'
import { aFlood, anIncoming, fillRoom, listGroups, listReports, storePerson } from '#e2e/support/intake'
import { anOperator } from '#e2e/support/operators'
import { listTold, storeWebhook } from '#e2e/support/outbox'
import { database } from '#lib/db/database'
import { policies, reportGroups, reportScenes } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { forgetPolicies, refreshPolicies } from '#lib/policies/book'
import type { Incoming } from './incoming.ts'
import { receiveReport, receiveReports } from './intake.ts'
import { resolveReport } from './resolve.ts'

withDatabase()
test.afterEach(forgetPolicies)

const OTHER_TOKEN = { kind: 'token', id: 'token-2', name: 'other app' } as const

const receiveAll = (incoming: Incoming[]) => Promise.all(incoming.map(receiveReport))

async function groupsByKey() {
  return new Map((await listGroups()).map((group) => [group.key, group]))
}

test('a report is stored with what only we know: name, session, who was there, version of the policy', async () => {
  await storePerson('p-sam', { userId: 'u-sam', name: 'Sam', meetingId: 'm-1' })
  await storePerson('p-mia', { userId: 'u-mia', name: 'Mia', meetingId: 'm-1' })
  const occurredAt = new Date(Date.now() - 60_000)
  const { id, repeated } = await receiveReport(anIncoming({ occurredAt, evidence: ['https://a.example/1'] }))

  const [report] = await listReports()
  assert.equal(repeated, false)
  assert.partialDeepStrictEqual(report, {
    id,
    groupId: id,
    source: 'api',
    sourceName: 'host app',
    userId: 'u-sam',
    participantId: null,
    name: 'Sam',
    meetingId: 'm-1',
    reporterUserId: 'u-mia',
    reporterName: 'Mia',
    category: 'harassment',
    policyVersion: 1,
    evidence: ['https://a.example/1'],
    occurredAt,
  })
  const db = await database()
  const [scene] = await db.select().from(reportScenes)
  assert.equal(scene?.id, report?.sceneId)
  assert.partialDeepStrictEqual(scene, { room: ROOM, count: 2, meetingId: 'm-1' })
  assert.deepEqual(scene?.people.map(({ name, userId }) => [name, userId]).toSorted(), [
    ['Mia', 'u-mia'],
    ['Sam', 'u-sam'],
  ])
  assert.partialDeepStrictEqual((await listGroups())[0], {
    id,
    kind: 'target',
    key: `user:${ROOM}:u-sam`,
    name: 'Sam',
    here: true,
    weight: 2,
    reports: 1,
    reporters: 1,
    firstWords: 'She shouts insults.',
  })
})

test('a session alone gets its user ID, and both ways lead to one group', async () => {
  await storePerson('p-sam', { userId: 'u-sam', name: 'Sam', leftAt: new Date() })
  await receiveReport(anIncoming({ userId: null, participantId: 'p-sam' }))
  await receiveReport(anIncoming({ text: 'And again.' }))

  const [group, ...more] = await listGroups()
  assert.deepEqual(more, [])
  assert.partialDeepStrictEqual(group, { userId: 'u-sam', participantId: 'p-sam', reports: 2, here: false })
  const [first, second] = await listReports()
  assert.deepEqual([first?.userId, first?.participantId, first?.name], ['u-sam', 'p-sam', 'Sam'])
  assert.deepEqual([second?.userId, second?.participantId, second?.name], ['u-sam', null, 'Sam'])
})

test('a session of somebody else lends neither its name nor its presence', async () => {
  await storePerson('p-zoe', { userId: 'u-zoe', name: 'Zoe' })
  await receiveReport(anIncoming({ userId: 'u-sam', participantId: 'p-zoe' }))
  const [report] = await listReports()
  assert.deepEqual([report?.userId, report?.participantId, report?.name], ['u-sam', 'p-zoe', null])
  assert.equal((await listGroups())[0]?.here, false)
})

test('nothing is lost where we know nobody: an unknown person, a session without user ID, a room', async () => {
  await receiveReport(anIncoming({ userId: 'u-never', reporterUserId: null }))
  await receiveReport(anIncoming({ userId: null, participantId: 'p-never' }))
  await receiveReport(anIncoming({ userId: null, participantId: null, source: 'form' }))
  assert.deepEqual([...(await groupsByKey()).keys()].toSorted(), [
    `participant:${ROOM}:p-never`,
    `room:${ROOM}`,
    `user:${ROOM}:u-never`,
  ])
  const db = await database()
  assert.deepEqual(
    (await db.select().from(reportScenes)).map(({ count, people }) => [count, people]),
    [[0, []]],
  )
})

test('the same key is the same report, at once, later and among those that wait together', async () => {
  const keyed = anIncoming({ intakeKey: 'api token-1 k' })
  const together = await receiveReports([keyed, keyed])
  const [first] = together
  assert.ok(first !== undefined && 'id' in first)
  assert.deepEqual(together[1], { id: first.id, repeated: true })
  await letTimePass(7_200)
  assert.deepEqual(await receiveReport(keyed), { id: first.id, repeated: true })
  assert.equal((await listReports()).length, 1)
  assert.deepEqual(
    (await listAudit()).map(({ verb }) => verb),
    ['report.receive'],
  )
})

test('a key that comes again with another report is a conflict, and nothing of it is stored', async () => {
  const keyed = anIncoming({ intakeKey: 'api token-1 k' })
  const [first, second] = await receiveReports([keyed, { ...keyed, text: 'Something else.' }])
  assert.ok(first !== undefined && 'id' in first)
  assert.ok(second instanceof AppError && second.code === 'conflict')
  await assert.rejects(receiveReport({ ...keyed, category: 'hate' }), {
    code: 'conflict',
    message: /Idempotency-Key/,
  })
  assert.equal((await listReports()).length, 1)
})

test('the same content within the hour is one report; from another person, or later, it is a new one', async () => {
  const [one, again] = await receiveReports([anIncoming(), anIncoming({ occurredAt: new Date() })])
  assert.ok(one !== undefined && 'id' in one)
  assert.deepEqual(again, { id: one.id, repeated: true })
  assert.equal((await receiveReport(anIncoming({ reporterUserId: 'u-zoe' }))).repeated, false)
  assert.equal((await receiveReport(anIncoming({ evidence: ['https://a.example/'] }))).repeated, false)
  await letTimePass(3_599)
  assert.equal((await receiveReport(anIncoming())).repeated, true)
  await letTimePass(2)
  assert.equal((await receiveReport(anIncoming())).repeated, false)
})

test('many reports on one person are one group that counts reports and different reporters', async () => {
  await receiveReport(anIncoming({ category: 'spam', reporterUserId: 'u-0' }))
  await receiveAll(
    Array.from({ length: 120 }, (_, n) => anIncoming({ text: `${n}`, reporterUserId: `u-${n % 30}` })),
  )
  await receiveReport(anIncoming({ text: 'x', reporterUserId: 'u-1', category: 'violence' }))
  await receiveReport(anIncoming({ text: 'y', reporterUserId: null }))
  await receiveReport(anIncoming({ text: 'z', reporterUserId: null }))
  await receiveReport(anIncoming({ text: 'y', reporterUserId: null, actor: OTHER_TOKEN }))

  const [group, ...more] = await listGroups()
  assert.deepEqual(more, [])
  assert.partialDeepStrictEqual(group, { reports: 125, reporters: 32, category: 'violence', weight: 3 })
})

test('whoever reports many different people gets five groups, and one for the rest', async () => {
  await receiveAll(aFlood(4))
  await receiveReports(aFlood(40, (number) => ({ userId: `u-more-${number}` })))
  await receiveReport(anIncoming({ userId: 'u-0', text: 'An open group of its own.' }))

  const groups = await groupsByKey()
  assert.equal(groups.size, 6)
  assert.partialDeepStrictEqual(groups.get(`reporter:${ROOM}:u-mia`), {
    kind: 'reporter',
    userId: null,
    participantId: null,
    here: false,
    reports: 39,
    reporters: 1,
  })
  assert.equal(groups.get(`user:${ROOM}:u-0`)?.reports, 2)
})

test('a flood is of one reporter, in one room, within ten minutes', async () => {
  await receiveAll(aFlood(5))
  await receiveReport(anIncoming({ userId: 'u-9', reporterUserId: 'u-zoe' }))
  await receiveReport(anIncoming({ userId: 'u-9', room: 'lab-1' }))
  await letTimePass(601)
  await receiveReport(anIncoming({ userId: 'u-10' }))
  assert.equal((await listGroups()).filter(({ kind }) => kind === 'reporter').length, 0)
  await letTimePass(601)
  await receiveReports(aFlood(6, (number) => ({ userId: `u-later-${number}`, reporterUserId: null })))
  assert.equal((await listGroups()).filter(({ kind }) => kind === 'reporter').length, 0)
})

test('two who report at once open one group', async () => {
  const batches = Array.from({ length: 6 }, (_, n) => [
    anIncoming({ reporterUserId: `u-${n}` }),
    anIncoming({ reporterUserId: 'u-mia', text: 'The same from all.' }),
  ])
  await Promise.all(batches.map(receiveReports))
  const [group, ...more] = await listGroups()
  assert.deepEqual(more, [])
  assert.partialDeepStrictEqual(group, { reports: 7, reporters: 7 })
})

test('what comes in after a group was resolved opens a new one', async () => {
  const { id } = await receiveReport(anIncoming())
  const ada = anOperator('moderator')
  const ending = {
    resolution: 'dismissed',
    badFaith: false,
    reason: 'Nothing was said.',
    answer: '',
  } as const
  await Promise.all([
    resolveReport(ada, { reportId: id, seen: 1, ...ending }),
    ...aFlood(4, () => ({ userId: 'u-sam' })).map(receiveReport),
  ])
  await receiveReport(anIncoming({ text: 'After that.' }))
  const groups = await listGroups()
  assert.deepEqual(groups.map(({ state }) => state).toSorted(), ['open', 'resolved'])
  assert.equal(
    groups.reduce((sum, group) => sum + group.reports, 0),
    6,
  )
  assert.equal(groups.find(({ state }) => state === 'open')?.reporters, 1)
})

test('reports of the same seconds share a scene, which of a full hall holds a thousand and counts all', async () => {
  await fillRoom(ROOM, 1_200)
  await receiveReport(anIncoming({ text: '1' }))
  await receiveReport(anIncoming({ text: '2' }))
  await receiveReport(anIncoming({ text: '3', room: 'lab-1' }))
  await letTimePass(11)
  await receiveReport(anIncoming({ text: '4' }))
  const db = await database()
  const scenes = await db.select().from(reportScenes).where(eq(reportScenes.room, ROOM))
  assert.deepEqual(
    scenes.map(({ count, people }) => [count, people.length]),
    [
      [1_200, 1_000],
      [1_200, 1_000],
    ],
  )
  assert.equal(new Set((await listReports()).map(({ sceneId }) => sceneId)).size, 3)
})

test('a policy that is not offered refuses its report, and no other of the batch', async () => {
  const db = await database()
  const [spam] = await db.select().from(policies).where(eq(policies.code, 'spam'))
  assert.ok(spam !== undefined)
  await db.insert(policies).values({ ...spam, version: 2, offered: false, createdByName: 'Ada' })
  await refreshPolicies()
  const [good, withdrawn, unknown] = await receiveReports([
    anIncoming(),
    anIncoming({ category: 'spam' }),
    anIncoming({ category: 'no_such' }),
  ])
  assert.ok(good !== undefined && 'id' in good)
  for (const refused of [withdrawn, unknown])
    assert.ok(refused instanceof AppError && refused.code === 'invalid_input')
  assert.equal((await listReports()).length, 1)
})

test('a report is judged by the version of its policy that is in force', async () => {
  const db = await database()
  const [spam] = await db.select().from(policies).where(eq(policies.code, 'spam'))
  assert.ok(spam !== undefined)
  await db.insert(policies).values({ ...spam, version: 2, urgency: 'urgent', createdByName: 'Ada' })
  await refreshPolicies()
  await receiveReport(anIncoming({ category: 'spam' }))
  assert.equal((await listReports())[0]?.policyVersion, 2)
  assert.equal((await listGroups())[0]?.weight, 3)
})

test('one report that cannot be stored keeps none of the others from it', async () => {
  const answers = await receiveReports([
    anIncoming({ text: '1' }),
    anIncoming({ text: 'A NUL \0 that no database takes.' }),
    anIncoming({ text: '3' }),
  ])
  assert.deepEqual(
    answers.map((answer) => answer instanceof Error),
    [false, true, false],
  )
  assert.deepEqual(
    (await listReports()).map(({ text }) => text),
    ['1', '3'],
  )
})

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '=cmd|calc',
  '\u202egnp.exe',
  "'; drop table reports; --",
  '{"$ref":1}\\u0000',
  '🚨'.repeat(1_000),
]

test('texts stay as they are, and first words are whole characters', async () => {
  await receiveAll(HOSTILE.map((text, n) => anIncoming({ text, userId: `${n}-`.padEnd(36, '👩') })))
  const texts = (await listReports()).map(({ text }) => text)
  assert.deepEqual(texts.toSorted(), HOSTILE.toSorted())
  for (const { firstWords } of await listGroups()) {
    assert.ok(firstWords.isWellFormed())
    assert.ok([...firstWords].length <= 160)
  }
})

test('the record has one event for each source and room, with everybody concerned as erasable text', async () => {
  await storePerson('p-1', { name: 'Nameless' })
  await receiveReports([
    anIncoming({ text: '1' }),
    anIncoming({ text: '2', userId: null, participantId: 'p-1' }),
    anIncoming({ text: '3', room: 'lab-1' }),
    anIncoming({ text: '4', actor: OTHER_TOKEN }),
    anIncoming({ text: '5', source: 'form' }),
  ])
  const events = await listAudit()
  assert.deepEqual(
    events.map(({ verb, result, actor, room, details }) => [verb, result, actor, room, details]),
    [
      ['report.receive', 'done', 'host app', ROOM, { source: 'api', reports: 2 }],
      ['report.receive', 'done', 'host app', 'lab-1', { source: 'api', reports: 1 }],
      ['report.receive', 'done', 'other app', ROOM, { source: 'api', reports: 1 }],
      ['report.receive', 'done', 'host app', ROOM, { source: 'form', reports: 1 }],
    ],
  )
  const subjects = (await listAuditSubjects()).map(({ personal }) => personal)
  assert.partialDeepStrictEqual(subjects[0], {
    kind: 'user',
    id: 'u-sam',
    userId: 'u-sam',
    reporterUserId: 'u-mia',
    text: '1',
  })
  assert.partialDeepStrictEqual(subjects[1], {
    kind: 'participant',
    id: 'p-1',
    userId: null,
    name: 'Nameless',
    text: '2',
  })
})

test('whoever wants to hear of reports is told of each once, in the same transaction', async () => {
  await receiveReport(anIncoming({ text: 'Nobody listens yet.' }))
  await storeWebhook({ events: ['report.received'] })
  const { id } = await receiveReport(anIncoming({ text: 'And more.' }))
  await receiveReport(anIncoming({ text: 'And more.' }))
  const told = await listTold()
  assert.equal(told.length, 1)
  const [first] = await listReports()
  assert.partialDeepStrictEqual(told[0], {
    type: 'report.received',
    room: ROOM,
    data: { id, group_id: first?.id, user_id: 'u-sam', text: 'And more.', reporter_user_id: 'u-mia' },
  })
})

test('where the record cannot be written nothing is stored', async () => {
  const db = await database()
  await db.execute(sql`update audit_head set id = 2`)
  try {
    await assert.rejects(receiveReport(anIncoming()), /no head row/)
  } finally {
    await db.execute(sql`update audit_head set id = 1`)
  }
  assert.deepEqual([await listReports(), await listGroups()], [[], []])
  assert.deepEqual(await db.select().from(reportScenes), [])
  assert.deepEqual(await db.select().from(reportGroups), [])
})
