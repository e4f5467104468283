import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { recordEvents } from '#e2e/support/audit'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { auditEvents } from '#lib/db/schema'
import { getAuditEvent, listAudit } from './queries.ts'
import { auditEventInput, listAuditInput } from './schemas.ts'

withDatabase()

const admin = anOperator('admin')
const question = (query: Record<string, string> = {}) => listAuditInput.parse({ cursor: null, ...query })

async function allPages(operator = admin, query: Record<string, string> = {}) {
  const seen: number[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listAudit(operator, question({ ...query, cursor }))
    seen.push(...page.rows.map((row) => row.seq))
    cursor = page.older
  }
  return seen
}

test('120 events of one moment are all seen once, newest first, and new ones change nothing below', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-26T12:00:00.123Z') })
  await recordEvents(...Array.from({ length: 120 }, () => ({})))
  const first = await listAudit(admin, question())
  await recordEvents({}, {})
  const second = await listAudit(admin, question({ cursor: first.older ?? '' }))
  const third = await listAudit(admin, question({ cursor: second.older ?? '' }))

  const rows = [...first.rows, ...second.rows, ...third.rows]
  assert.deepEqual([...new Set(rows.map((row) => row.at))], [Date.now()])
  const seen = rows.map((row) => row.seq)
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, index) => 120 - index),
  )
  assert.equal(third.older, null)
  const back = await listAudit(admin, question({ cursor: second.newer ?? '' }))
  assert.equal(back.rows[0]?.seq, 120)
  assert.equal((await listAudit(admin, question({ cursor: back.newer ?? '' }))).rows[0]?.seq, 122)
})

test('an operator sees the events of their rooms alone, on full pages', async () => {
  await recordEvents(
    ...Array.from({ length: 130 }, (_, index) => ({ room: index % 2 === 0 ? 'class-7b' : 'lab-1' })),
  )
  await recordEvents({ verb: 'session.start', result: 'done' }, { verb: 'protection.add', result: 'done' })
  const moderator = anOperator('moderator', { patterns: ['class-*'] })

  const page = await listAudit(moderator, question())
  assert.equal(page.rows.length, 50)
  assert.ok(page.rows.every((row) => row.room === 'class-7b'))
  assert.equal((await allPages(moderator)).length, 65)
  assert.equal((await allPages(anOperator('moderator'))).length, 130)
  assert.equal((await allPages(admin)).length, 132)
})

for (const role of ['viewer', 'support'] as const) {
  test(`a ${role} sees nothing of the record`, async () => {
    await recordEvents({ room: 'class-7b' })
    await assert.rejects(listAudit(anOperator(role), question()), { code: 'forbidden' })
    await assert.rejects(getAuditEvent(anOperator(role), auditEventInput.parse({ seq: 1 })), {
      code: 'forbidden',
    })
  })
}

test('a room that is not theirs is refused to a moderator, and its events do not exist', async () => {
  await recordEvents({ room: 'lab-1' }, {})
  const moderator = anOperator('moderator', { patterns: ['class-*'] })
  await assert.rejects(listAudit(moderator, question({ room: 'lab-1' })), { code: 'forbidden' })
  for (const seq of [1, 2, 3])
    await assert.rejects(getAuditEvent(moderator, auditEventInput.parse({ seq })), { code: 'not_found' })
})

test('filters by room and by decision', async () => {
  const decisionId = crypto.randomUUID()
  await recordEvents({ room: 'class-7b', decisionId }, { room: 'class-7b' }, { room: 'Class-7b' })
  assert.deepEqual(await allPages(admin, { room: 'class-7b' }), [2, 1])
  assert.deepEqual(await allPages(admin, { decisionId }), [1])
})

test('an event tells its people, their outcome, and the reason apart from them', async () => {
  await recordEvents({
    room: 'class-7b',
    subjects: [
      { kind: 'participant', id: 'p-1', userId: 'u-1', name: '<b>Sam</b>', outcome: 'failed', reason: 'cut' },
      { reason: 'Shop links again.' },
    ],
  })
  const [event] = (await listAudit(admin, question())).rows
  assert.equal(event?.actorName, 'Ada')
  assert.equal(event?.subjectCount, 1)
  assert.equal(event?.reason, 'Shop links again.')
  assert.deepEqual(event?.subjects, [
    {
      position: 0,
      kind: 'participant',
      id: 'p-1',
      userId: 'u-1',
      name: '<b>Sam</b>',
      email: null,
      outcome: 'failed',
      outcomeReason: 'cut',
      finding: null,
      erased: false,
    },
  ])
})

test('a long event shows twenty people and how many there are; its own page reaches all', async () => {
  const people = Array.from({ length: 1_203 }, (_, index) => ({ kind: 'user', id: `u-${index}` }))
  await recordEvents({ subjects: [...people, { reason: 'Raid.' }] })
  const [event] = (await listAudit(admin, question())).rows
  assert.equal(event?.subjects.length, 20)
  assert.equal(event?.subjectCount, 1_203)
  assert.equal(event?.reason, 'Raid.')

  const seen: (string | null)[] = []
  for (let from = 0; from < 1_203; from += 500) {
    const page = await getAuditEvent(admin, auditEventInput.parse({ seq: 1, from }))
    assert.equal(page.reason, 'Raid.')
    seen.push(...page.subjects.map((subject) => subject.id))
  }
  assert.deepEqual(
    seen,
    people.map((person) => person.id),
  )
})

test('a person erased since is told as erased, without text', async () => {
  await recordEvents({ subjects: [{ kind: 'user', id: 'u-1', name: 'Sam' }] })
  const db = await database()
  await db.execute(sql`update audit_subjects set salt = null, personal = null`)
  const [event] = (await listAudit(admin, question())).rows
  assert.equal(event?.subjects[0]?.erased, true)
  assert.equal(event?.subjects[0]?.name, null)
})

test('what cannot be read in an address counts as absent, an unusable room name is told', async () => {
  const db = await database()
  await recordEvents({})
  assert.equal((await db.select({ seq: auditEvents.seq }).from(auditEvents)).length, 1)
  assert.deepEqual(await allPages(admin, { decisionId: 'nonsense' }), [1])
  assert.deepEqual(await allPages(admin, { cursor: 'nonsense', room: '' }), [1])
  assert.equal(listAuditInput.safeParse({ cursor: null, room: 'a/b' }).success, false)
})
