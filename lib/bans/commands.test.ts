import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { auditEvents, auditSubjects, bans } from '#lib/db/schema'
import { liftBan } from './commands.ts'
import { liftBanInput } from './schemas.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const reason = 'An appeal was upheld.'

async function aBan(chosen: Partial<typeof bans.$inferInsert> = {}): Promise<string> {
  const db = await database()
  const id = crypto.randomUUID()
  await db.insert(bans).values({
    id,
    userId: 'u-1',
    name: 'Sam',
    scopeKind: 'room',
    scopeValue: 'class-7b',
    startsAt: new Date(),
    policy: 'spam',
    policyVersion: 1,
    source: 'operator',
    createdById: moderator.id,
    createdByName: moderator.name,
    ...chosen,
  })
  return id
}

async function liftedBy(banId: string) {
  const db = await database()
  const [row] = await db
    .select({ by: bans.liftedById, reason: bans.liftReason })
    .from(bans)
    .where(eq(bans.id, banId))
  return row
}

async function events() {
  const db = await database()
  return db
    .select({
      verb: auditEvents.verb,
      result: auditEvents.result,
      room: auditEvents.room,
      seq: auditEvents.seq,
    })
    .from(auditEvents)
    .orderBy(asc(auditEvents.seq))
}

async function assertNothingHappened(banId: string) {
  assert.deepEqual(await liftedBy(banId), { by: null, reason: null })
  assert.deepEqual(await events(), [])
}

test('a moderator lifts their own ban, and the record says whom and why', async () => {
  const banId = await aBan()

  assert.deepEqual(await liftBan(moderator, { banId, reason }), { banId })

  assert.deepEqual(await liftedBy(banId), { by: moderator.id, reason })
  assert.deepEqual(await events(), [{ verb: 'ban.lift', result: 'done', room: 'class-7b', seq: 1 }])
  const db = await database()
  const subjects = await db
    .select({ personal: auditSubjects.personal })
    .from(auditSubjects)
    .orderBy(asc(auditSubjects.position))
  assert.deepEqual(
    subjects.map((subject) => subject.personal),
    [{ kind: 'user', id: 'u-1', userId: 'u-1', name: 'Sam', banId }, { reason }],
  )
})

for (const role of ['viewer', 'support'] as const) {
  test(`a ${role} lifts no ban, not even one that bears their name`, async () => {
    const banId = await aBan({ createdById: `op-${role}` })
    await assert.rejects(liftBan(anOperator(role), { banId, reason }), { code: 'forbidden' })
    await assertNothingHappened(banId)
  })
}

test('a moderator lifts no ban of another', async () => {
  const banId = await aBan({ createdById: 'op-other' })
  await assert.rejects(liftBan(moderator, { banId, reason }), { code: 'forbidden' })
  await assertNothingHappened(banId)
})

test('a moderator lifts no ban from all rooms or a pattern', async () => {
  for (const scope of [
    { scopeKind: 'all', scopeValue: '' },
    { scopeKind: 'pattern', scopeValue: 'class-*' },
  ] as const) {
    const banId = await aBan(scope)
    await assert.rejects(liftBan(moderator, { banId, reason }), { code: 'forbidden' })
    await assertNothingHappened(banId)
  }
})

test('a ban of a room that is not theirs does not exist for a moderator', async () => {
  const banId = await aBan()
  const elsewhere = anOperator('moderator', { patterns: ['lab-*'] })
  await assert.rejects(liftBan(elsewhere, { banId, reason }), { code: 'not_found' })
  await assertNothingHappened(banId)
})

test('of two who lift the same ban at once, one is told that it was lifted already', async () => {
  const banId = await aBan()

  const results = await Promise.allSettled([
    liftBan(moderator, { banId, reason }),
    liftBan(admin, { banId, reason: 'the other one' }),
  ])

  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  assert.equal(refused?.reason.code, 'conflict')
  assert.equal((await events()).length, 1)
})

test('a ban that nobody stored cannot be lifted', async () => {
  await assert.rejects(liftBan(admin, { banId: crypto.randomUUID(), reason }), { code: 'not_found' })
})

test('a lift needs a reason of at most 1,000 characters, and stores it whole', () => {
  const banId = crypto.randomUUID()
  for (const bad of ['', ' \n ', 'x'.repeat(1_001), undefined, null, 7])
    assert.equal(liftBanInput.safeParse({ banId, reason: bad }).success, false)
  for (const bad of ['', 'older', null])
    assert.equal(liftBanInput.safeParse({ banId: bad, reason }).success, false)
  assert.equal(liftBanInput.safeParse({ banId, reason, operatorId: 'op-admin' }).success, false)
  assert.equal(liftBanInput.parse({ banId, reason: 'x'.repeat(1_000) }).reason.length, 1_000)
  assert.equal(liftBanInput.parse({ banId, reason: 'a\0b\ud800' }).reason, 'a\ufffdb\ufffd')
})
