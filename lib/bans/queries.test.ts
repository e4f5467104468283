import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { bans } from '#lib/db/schema'
import { isVisible, liftBan } from './commands.ts'
import { listBans } from './queries.ts'
import { listBansInput } from './schemas.ts'
import type { BanView } from './view.ts'

withDatabase()

const HOUR_MS = 3_600_000

type NewBan = Partial<typeof bans.$inferInsert>

async function storeBans(...chosen: NewBan[]): Promise<void> {
  const db = await database()
  await db.insert(bans).values(
    chosen.map((ban, index) => ({
      id: crypto.randomUUID(),
      userId: `u-${index}`,
      scopeKind: 'room' as const,
      scopeValue: 'class-7b',
      startsAt: new Date(Date.now() - HOUR_MS),
      policy: 'spam',
      policyVersion: 1,
      source: 'operator' as const,
      createdById: 'op-moderator',
      createdByName: 'Ada moderator',
      ...ban,
    })),
  )
}

const admin = anOperator('admin')
const question = (search = '', cursor: string | null = null) => listBansInput.parse({ search, cursor })

async function allPages(operator = admin, search = '') {
  const seen: BanView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listBans(operator, question(search, cursor))
    assert.equal(page.before, seen.length)
    seen.push(...page.rows)
    cursor = page.older
  }
  return seen
}

const userIdsOf = (rows: BanView[]) => rows.map((row) => row.userId).sort()

test('175 bans of the same moment are all reached once, and the count says 175', async () => {
  const startsAt = new Date(Date.now() - HOUR_MS)
  await storeBans(...Array.from({ length: 175 }, () => ({ startsAt })))

  const first = await listBans(admin, question())
  assert.equal(first.rows.length, 50)
  assert.equal(first.total, 175)

  const seen = await allPages()
  assert.equal(new Set(seen.map((ban) => ban.banId)).size, 175)
  assert.equal(seen.length, 175)
})

test('bans that come and go while paging hide none of the others', async () => {
  const startsAt = new Date(Date.now() - HOUR_MS)
  await storeBans(...Array.from({ length: 120 }, () => ({ startsAt })))
  const first = await listBans(admin, question())
  await storeBans({ userId: 'late', startsAt: new Date() })
  await liftBan(admin, { banId: first.rows.at(-1)?.banId ?? '', reason: 'wrong person' })

  const second = await listBans(admin, question('', first.older))
  const third = await listBans(admin, question('', second.older))

  const seen = [...first.rows, ...second.rows, ...third.rows].map((ban) => ban.banId)
  assert.equal(new Set(seen).size, 120)
  assert.equal(third.older, null)
  const back = await listBans(admin, question('', second.newer))
  assert.equal(back.rows[0]?.userId, 'late')
})

test('ended and lifted bans are not active', async () => {
  await storeBans(
    { userId: 'for-good', endsAt: null },
    { userId: 'running', endsAt: new Date(Date.now() + HOUR_MS) },
    { userId: 'ended', endsAt: new Date(Date.now() - 1) },
    { userId: 'lifted', liftedAt: new Date() },
  )
  assert.deepEqual(userIdsOf(await allPages()), ['for-good', 'running'])
})

test('the list shows exactly the bans that are visible to the operator', async () => {
  const scopes = [
    { scopeKind: 'room', scopeValue: 'class-7b' },
    { scopeKind: 'room', scopeValue: 'Class-7b' },
    { scopeKind: 'room', scopeValue: 'lab_1' },
    { scopeKind: 'room', scopeValue: 'labx1' },
    { scopeKind: 'pattern', scopeValue: 'class-*' },
    { scopeKind: 'pattern', scopeValue: 'class-7*' },
    { scopeKind: 'all', scopeValue: '' },
  ] as const
  await storeBans(...scopes.map((scope, index) => ({ ...scope, userId: `u-${index}` })))
  const patternsOfSome = [null, [], ['class-*'], ['class-7b', 'lab_1'], ['*']]
  for (const patterns of patternsOfSome) {
    for (const role of ['viewer', 'support', 'moderator', 'admin'] as const) {
      const operator = anOperator(role, { patterns })
      const visible = scopes.flatMap((scope, index) => (isVisible(operator, scope) ? [`u-${index}`] : []))
      assert.deepEqual(userIdsOf(await allPages(operator)), visible)
      assert.equal((await listBans(operator, question())).total, visible.length)
    }
  }
})

test('a page of an operator with few rooms is full', async () => {
  await storeBans(
    ...Array.from({ length: 200 }, (_, index) => ({
      scopeValue: index % 2 === 0 ? 'class-7b' : 'elsewhere',
    })),
  )
  const page = await listBans(anOperator('viewer', { patterns: ['class-*'] }), question())
  assert.equal(page.rows.length, 50)
  assert.equal(page.total, 100)
})

test('who may lift a ban is told with it', async () => {
  await storeBans(
    { userId: 'own', createdById: 'op-moderator' },
    { userId: 'of-another', createdById: 'op-other' },
    { userId: 'own-wide', createdById: 'op-moderator', scopeKind: 'all', scopeValue: '' },
  )
  const liftable = async (role: 'viewer' | 'support' | 'moderator' | 'admin') =>
    userIdsOf((await allPages(anOperator(role))).filter((ban) => ban.mayLift))

  assert.deepEqual(await liftable('viewer'), [])
  assert.deepEqual(await liftable('support'), [])
  assert.deepEqual(await liftable('moderator'), ['own'])
  assert.deepEqual(await liftable('admin'), ['of-another', 'own', 'own-wide'])
})

test('a search takes every character literally, in user ID, name, room and reason', async () => {
  await storeBans(
    { userId: 'percent', reason: '100% spam' },
    { userId: 'under_score', scopeValue: 'room_1' },
    { userId: 'plain', scopeValue: 'room-1', reason: '100 spam' },
    { userId: 'named', name: "O'Neill \\ (x)*" },
    { userId: 'wide', scopeKind: 'all', scopeValue: '' },
  )
  const found = async (search: string) => userIdsOf(await allPages(admin, search))

  assert.deepEqual(await found('100%'), ['percent'])
  assert.deepEqual(await found('room_1'), ['under_score'])
  assert.deepEqual(await found("o'neill"), ['named'])
  assert.deepEqual(await found('\\'), ['named'])
  assert.deepEqual(await found('(x)*'), ['named'])
  assert.deepEqual(await found('all rooms'), ['wide'])
  assert.deepEqual(await found('PLAIN'), ['plain'])
  assert.deepEqual(await found('nobody\0'), [])
})

test('an unreadable cursor begins at the newest', async () => {
  await storeBans({ userId: 'one' })
  for (const cursor of [
    'nonsense',
    'older.5',
    'older.5.not-a-uuid',
    `older.9999999999999.${crypto.randomUUID()}`,
  ])
    assert.deepEqual(userIdsOf((await listBans(admin, question('', cursor))).rows), ['one'])
})
