import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { ROOM, storeBan } from '#e2e/support/decisions'
import { setEnvironment } from '#e2e/support/environment'
import { protect } from '#e2e/support/operators'
import { anApiCaller } from '#e2e/support/tokens'
import { database } from '#lib/db/database'
import { bans } from '#lib/db/schema'
import { askGate, askGateForMany, findBans } from './queries.ts'
import { gateBatchInput, gateInput } from './schemas.ts'

withDatabase()

const caller = anApiCaller()
const HOUR_MS = 3_600_000

async function isAllowed(userId: string, room = ROOM): Promise<boolean> {
  const { body } = await askGate(caller, gateInput.parse({ room, user_id: userId }))
  return body.allowed
}

test('whoever is not banned may enter', async () => {
  assert.deepEqual(await askGate(caller, { room: ROOM, user_id: 'u-sam' }), { body: { allowed: true } })
})

test('whoever is banned may not, and the answer tells which ban', async () => {
  const endsAt = new Date(Date.now() + HOUR_MS)
  const banId = await storeBan('u-sam', { endsAt, policy: 'hate' })
  const scope = { kind: 'room', room: ROOM }
  assert.deepEqual((await askGate(caller, { room: ROOM, user_id: 'u-sam' })).body, {
    allowed: false,
    ban: { id: banId, scope, policy: 'hate', ends_at: endsAt.toISOString() },
  })
})

test('a ban from all rooms names none, one for good has no end', async () => {
  await storeBan('u-sam', { scopeKind: 'all', scopeValue: '', endsAt: null })
  const [ban] = await findBans(ROOM, ['u-sam'])
  assert.deepEqual([ban?.scope, ban?.ends_at], [{ kind: 'all' }, null])
})

const SCOPES: ['room' | 'pattern' | 'all', string, string, boolean][] = [
  ['room', 'class-7b', 'class-7b', false],
  ['room', 'class-7b', 'Class-7b', true],
  ['room', 'class-7b', 'class-7', true],
  ['room', 'class_7b', 'class-7b', true],
  ['pattern', 'class-*', 'class-7b', false],
  ['pattern', 'class-*', 'class-', false],
  ['pattern', 'class-*', 'xclass-7b', true],
  ['pattern', 'class-*', 'Class-7b', true],
  ['pattern', 'class_*', 'class-7b', true],
  ['pattern', '*-7b', 'class-7b', false],
  ['pattern', 'a*b*c', 'aXbYc', false],
  ['pattern', 'a*b*c', 'acb', true],
  ['pattern', 'ab*ba', 'aba', true],
  ['all', '', 'anything', false],
]

for (const [scopeKind, scopeValue, room, allowed] of SCOPES) {
  test(`a ban from ${scopeKind} ${scopeValue} ${allowed ? 'leaves' : 'closes'} ${room}`, async () => {
    await storeBan('u-sam', { scopeKind, scopeValue })
    assert.equal(await isAllowed('u-sam', room), allowed)
  })
}

test('a ban begins and ends at its instant, whether or not anything runs', async () => {
  await storeBan('u-late', { startsAt: new Date(Date.now() + 60_000), endsAt: null })
  await storeBan('u-soon', { endsAt: new Date(Date.now() + 60_000) })
  assert.deepEqual([await isAllowed('u-late'), await isAllowed('u-soon')], [true, false])
  await letTimePass(61)
  assert.deepEqual([await isAllowed('u-late'), await isAllowed('u-soon')], [false, true])
})

test('a lifted ban closes nothing', async () => {
  await storeBan('u-sam', { liftedAt: new Date() })
  assert.equal(await isAllowed('u-sam'), true)
})

test('of several bans the one that lasts longest is told', async () => {
  await storeBan('u-sam', { endsAt: new Date(Date.now() + 2 * HOUR_MS) })
  const pattern = { scopeKind: 'pattern', scopeValue: 'class-*' } as const
  const longest = await storeBan('u-sam', { ...pattern, endsAt: new Date(Date.now() + 3 * HOUR_MS) })
  await storeBan('u-sam', { endsAt: new Date(Date.now() + HOUR_MS) })
  assert.equal((await findBans(ROOM, ['u-sam']))[0]?.id, longest)
  const forGood = await storeBan('u-sam', { endsAt: null })
  assert.equal((await findBans(ROOM, ['u-sam']))[0]?.id, forGood)
})

test('a protected user ID may always enter', async () => {
  await storeBan('u-staff', { scopeKind: 'all', scopeValue: '', endsAt: null })
  await protect('u-staff')
  assert.equal(await isAllowed('u-staff'), true)
})

test('user IDs count byte for byte', async () => {
  const ids = ['u-Sam', ' u-sam', 'é', 'ﬁ', '%41', "'; drop table bans; --", '\\', '👩‍🏫', 'null', '‮x']
  for (const userId of ids) await storeBan(userId)
  for (const userId of ids) assert.equal(await isAllowed(userId), false, userId)
  for (const userId of ['u-sam', 'U-SAM', 'u-sam ', 'e\u0301', 'fi', 'A', '%', '_', '👩'])
    assert.equal(await isAllowed(userId), true, userId)
})

test('many are answered in the order asked, twins as well', async () => {
  const banId = await storeBan('u-sam')
  const user_ids = ['u-mia', 'u-sam', 'u-zoe', 'u-sam']
  const { body } = await askGateForMany(caller, gateBatchInput.parse({ room: ROOM, user_ids }))
  assert.deepEqual(
    body.answers.map((answer) => [answer.user_id, answer.allowed ? null : answer.ban.id]),
    [
      ['u-mia', null],
      ['u-sam', banId],
      ['u-zoe', null],
      ['u-sam', banId],
    ],
  )
})

test('the end of a ban reads the same in every time zone', async () => {
  const endsAt = new Date(Date.now() + HOUR_MS)
  await storeBan('u-sam', { endsAt })
  const db = await database()
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
    setEnvironment({ TZ: zone })
    await db.execute(sql`select set_config('TimeZone', ${zone}, false)`)
    assert.equal((await findBans(ROOM, ['u-sam']))[0]?.ends_at, endsAt.toISOString())
  }
  await db.execute(sql`select set_config('TimeZone', 'UTC', false)`)
  setEnvironment({ TZ: undefined })
})

test('without the scope, or in a room of others, nobody learns anything', async () => {
  await storeBan('u-sam')
  const input = { room: ROOM, user_id: 'u-sam' }
  const strangers = [anApiCaller({ scopes: ['bans:write'] }), anApiCaller({ patterns: ['lab-*'] })]
  for (const stranger of strangers) {
    await assert.rejects(askGate(stranger, input), { code: 'forbidden' })
    await assert.rejects(askGateForMany(stranger, { room: ROOM, user_ids: ['u-sam'] }), { code: 'forbidden' })
  }
})

test('what no user ID or room can be is refused in a sentence', () => {
  const tooLong = 'x'.repeat(37)
  const wrong = [
    gateInput.safeParse({ room: ROOM }),
    gateInput.safeParse({ room: ROOM, user_id: '' }),
    gateInput.safeParse({ room: ROOM, user_id: tooLong }),
    gateInput.safeParse({ room: ROOM, user_id: '👩'.repeat(19) }),
    gateInput.safeParse({ room: 'a b', user_id: 'u' }),
    gateInput.safeParse({ room: ROOM, user_id: ['a', 'b'] }),
    gateBatchInput.safeParse({ room: ROOM, user_ids: [] }),
    gateBatchInput.safeParse({ room: ROOM, user_ids: Array.from({ length: 101 }, String) }),
    gateBatchInput.safeParse({ room: ROOM, user_ids: ['a', tooLong] }),
  ]
  for (const { success, error } of wrong) {
    assert.equal(success, false)
    assert.match(error?.issues[0]?.message ?? '', /\.$/)
  }
  assert.equal(gateInput.safeParse({ room: ROOM, user_id: '👩'.repeat(18) }).success, true)
})

const USER_IDS = ['u-1', 'U-1', 'u_1', 'staff']
const ROOMS = ['a', 'ab', 'aab', 'A', 'a-b', 'a_b']

const aBan = fc
  .record({
    userId: fc.constantFrom(...USER_IDS),
    scope: fc.oneof(
      fc.record({ scopeKind: fc.constant('room' as const), scopeValue: fc.constantFrom(...ROOMS) }),
      fc.record({
        scopeKind: fc.constant('pattern' as const),
        scopeValue: fc.constantFrom('*', 'a*', '*b', 'a*b', '*-*', 'A*', 'a_*', '**a**'),
      }),
      fc.constant({ scopeKind: 'all' as const, scopeValue: '' }),
    ),
    startsIn: fc.constantFrom(-5, -1, 1),
    lasts: fc.constantFrom(null, 2, 4, 8),
    lifted: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  })
  .map(({ scope, ...rest }) => ({ ...rest, ...scope }))

type Ban = typeof aBan extends fc.Arbitrary<infer T> ? T : never

/** Hours from now to the end of the longest ban that closes the room; null where none does. */
function model(stored: Ban[], room: string, userId: string): number | null {
  const ends = stored
    .filter((ban) => ban.userId === userId && userId !== 'staff' && !ban.lifted && ban.startsIn <= 0)
    .filter(({ scopeKind, scopeValue }) => {
      if (scopeKind === 'room') return scopeValue === room
      return scopeKind === 'all' || new RegExp(`^${scopeValue.replaceAll('*', '.*')}$`).test(room)
    })
    .map(({ startsIn, lasts }) => (lasts === null ? Number.POSITIVE_INFINITY : startsIn + lasts))
    .filter((end) => end > 0)
  return ends.length === 0 ? null : Math.max(...ends)
}

async function storeAll(stored: Ban[], nowMs: number): Promise<void> {
  const db = await database()
  await db.execute(sql`delete from bans`)
  const rows = stored.map(({ userId, scopeKind, scopeValue, startsIn, lasts, lifted }) => ({
    id: crypto.randomUUID(),
    userId,
    scopeKind,
    scopeValue,
    startsAt: new Date(nowMs + startsIn * HOUR_MS),
    endsAt: lasts === null ? null : new Date(nowMs + (startsIn + lasts) * HOUR_MS),
    liftedAt: lifted ? new Date(nowMs) : null,
    policy: 'spam',
    policyVersion: 1,
    source: 'operator' as const,
    createdById: 'op',
    createdByName: 'Op',
  }))
  if (rows.length > 0) await db.insert(bans).values(rows)
}

test('the gate answers what a simple model answers, over any bans', async () => {
  await protect('staff')
  await fc.assert(
    fc.asyncProperty(fc.array(aBan, { maxLength: 14 }), async (stored) => {
      const nowMs = Date.now()
      await storeAll(stored, nowMs)
      for (const room of ROOMS) {
        const found = await findBans(room, USER_IDS)
        const hours = found.map((ban) => {
          if (ban === null) return null
          if (ban.ends_at === null) return Number.POSITIVE_INFINITY
          return (Date.parse(ban.ends_at) - nowMs) / HOUR_MS
        })
        assert.deepEqual(
          hours,
          USER_IDS.map((userId) => model(stored, room, userId)),
        )
      }
    }),
    { numRuns: 60 },
  )
})
