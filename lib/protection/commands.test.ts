import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asc } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { anOperator, protect } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { auditEvents, auditSubjects, protectedUserIds } from '#lib/db/schema'
import { protectUserIds, unprotectUserId } from './commands.ts'
import { listProtected } from './queries.ts'
import { listProtectedInput } from './schemas.ts'

withDatabase()

const admin = anOperator('admin')
const otherAdmin = anOperator('admin', { id: 'op-other', name: 'Eve' })
const firstPage = listProtectedInput.parse({})

async function userIds(): Promise<string[]> {
  const db = await database()
  const rows = await db.select({ userId: protectedUserIds.userId }).from(protectedUserIds)
  return rows.map((row) => row.userId).sort()
}

async function events() {
  const db = await database()
  return db
    .select({ verb: auditEvents.verb, result: auditEvents.result, people: auditEvents.subjectCount })
    .from(auditEvents)
    .orderBy(asc(auditEvents.seq))
}

test('an admin protects a pasted list, and the record names each of it', async () => {
  const result = await protectUserIds(admin, { text: 'staff-1, staff-2\nstaff-1\n"a b"', note: 'teachers' })

  assert.deepEqual(result, { added: 3, already: 0, duplicates: 1, rejected: [] })
  assert.deepEqual(await userIds(), ['a b', 'staff-1', 'staff-2'])
  assert.deepEqual(await events(), [{ verb: 'protection.add', result: 'done', people: 4 }])
  const db = await database()
  const rows = await db.select({ personal: auditSubjects.personal }).from(auditSubjects)
  const texts = rows.map((row) => row.personal?.id ?? row.personal?.note).sort()
  assert.deepEqual(texts, ['a b', 'staff-1', 'staff-2', 'teachers'])
})

test('everything pasted is accounted for: new, already there, twice, left out', async () => {
  await protect('staff-1')
  const tooLong = 'x'.repeat(37)
  const result = await protectUserIds(admin, { text: `staff-1\nstaff-2\nstaff-2\n${tooLong}`, note: '' })

  assert.deepEqual(result, {
    added: 1,
    already: 1,
    duplicates: 1,
    rejected: [{ text: tooLong, line: 4, reason: 'too_long' }],
  })
})

test('protecting what is protected changes nothing and records nothing', async () => {
  await protectUserIds(admin, { text: 'staff-1', note: 'first' })
  const again = await protectUserIds(otherAdmin, { text: 'staff-1', note: 'second' })

  assert.equal(again.added, 0)
  assert.equal(again.already, 1)
  const { rows } = await listProtected(admin, firstPage)
  assert.equal(rows[0]?.note, 'first')
  assert.equal(rows[0]?.by, admin.name)
  assert.equal((await events()).length, 1)
})

test('nothing pasted is told, not stored', async () => {
  await assert.rejects(protectUserIds(admin, { text: ' \n,', note: '' }), { code: 'invalid_input' })
  assert.deepEqual(await events(), [])
})

test('two overlapping lists at once protect each ID once, in whatever order they name them', async () => {
  const ids = Array.from({ length: 400 }, (_, index) => `staff-${index}`)
  const [one, two] = await Promise.all([
    protectUserIds(admin, { text: ids.join('\n'), note: '' }),
    protectUserIds(otherAdmin, { text: ids.toReversed().join('\n'), note: '' }),
  ])
  assert.equal(one.added + two.added, 400)
  assert.equal((await userIds()).length, 400)
})

test('an admin takes a protection away, once, however often it is asked', async () => {
  await protect('staff-1', 'staff-2')
  const results = await Promise.all([
    unprotectUserId(admin, { userId: 'staff-1' }),
    unprotectUserId(otherAdmin, { userId: 'staff-1' }),
  ])

  assert.deepEqual(results.map((result) => result.removed).sort(), [false, true])
  assert.deepEqual(await userIds(), ['staff-2'])
  assert.deepEqual(await events(), [{ verb: 'protection.remove', result: 'done', people: 1 }])
})

for (const role of ['viewer', 'support', 'moderator'] as const) {
  test(`a ${role} neither sees nor changes protected user IDs`, async () => {
    const operator = anOperator(role)
    await protect('staff-1')
    await assert.rejects(protectUserIds(operator, { text: 'staff-2', note: '' }), { code: 'forbidden' })
    await assert.rejects(unprotectUserId(operator, { userId: 'staff-1' }), { code: 'forbidden' })
    await assert.rejects(listProtected(operator, firstPage), { code: 'forbidden' })

    assert.deepEqual(await userIds(), ['staff-1'])
    assert.deepEqual(await events(), [])
  })
}

test('a list of the same moment is reached page by page, each ID once', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `staff-${index}`)
  await protectUserIds(admin, { text: ids.join('\n'), note: '' })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listProtected(admin, listProtectedInput.parse({ cursor }))
    assert.equal(page.total, 250)
    seen.push(...page.rows.map((row) => row.userId))
    cursor = page.older
  }
  assert.deepEqual(seen.sort(), ids.sort())
})
