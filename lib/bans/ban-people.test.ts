import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { withDatabase } from '#e2e/support/database'
import { listAudit, listAuditSubjects, listBans, ROOM, storeBan } from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { banPeople } from './ban-people.ts'
import { onBans } from './listeners.ts'
import { previewBans } from './preview.ts'
import { type BanPeopleRequest, banPeopleInput, previewBansInput } from './request.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const HOUR = 3_600
const DAY = 24 * HOUR

type Terms = BanPeopleRequest['terms']
type Chosen = Partial<Terms> & { userIds?: string[]; evenIfBanned?: boolean }

function aBan({ userIds = ['u-1'], evenIfBanned = false, ...terms }: Chosen = {}) {
  return banPeopleInput.parse({
    userIds,
    evenIfBanned,
    terms: { scope: { kind: 'room', room: ROOM }, until: { seconds: HOUR }, policy: 'spam', ...terms },
  })
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

test('people never seen are banned at once, and the record says whom, where, until when and why', async () => {
  let told = 0
  onBans(() => {
    told += 1
  })
  const input = aBan({ userIds: ['u-1', 'u-2'], reason: 'raid', evidence: 'https://example.org/log' })
  assert.deepEqual(await banPeople(moderator, input), { stored: 2, kept: 0, waits: false })

  const bans = await listBans()
  for (const { startsAt, endsAt } of bans) assert.equal(endsAt?.getTime(), startsAt.getTime() + HOUR * 1_000)
  const [event] = await listAudit()
  assert.equal(event?.verb, 'ban.create')
  assert.equal(event?.room, ROOM)
  assert.deepEqual(
    (await listAuditSubjects()).map(({ personal }) => personal?.id ?? personal?.reason),
    ['u-1', 'u-2', 'raid\nhttps://example.org/log'],
  )
  assert.equal(told, 1)
})

const REFUSED: [string, Chosen][] = [
  ['for good', { until: null }],
  ['from all rooms', { scope: { kind: 'all' } }],
  ['from rooms like a pattern', { scope: { kind: 'pattern', pattern: 'class-*' } }],
  ['for more than 30 days', { until: { seconds: 30 * DAY + 60 } }],
  ['until a day after the thirtieth', { until: { endsAt: inSeconds(31 * DAY) } }],
  ['for 31 days that begin later', { startsAt: inSeconds(DAY), until: { endsAt: inSeconds(32 * DAY) } }],
]

for (const [how, chosen] of REFUSED) {
  test(`a moderator bans nobody ${how}; an admin does`, async () => {
    await assert.rejects(banPeople(moderator, aBan(chosen)), { code: 'forbidden' })
    assert.deepEqual(await listBans(), [])
    assert.deepEqual(await listAudit(), [])
    assert.equal((await banPeople(admin, aBan(chosen))).stored, 1)
  })
}

for (const operator of [
  anOperator('viewer'),
  anOperator('support'),
  anOperator('moderator', { patterns: ['lab-*'] }),
]) {
  test(`${operator.role === 'moderator' ? 'a moderator of other rooms' : `a ${operator.role}`} bans nobody and sees no preview`, async () => {
    await assert.rejects(banPeople(operator, aBan()), { code: 'forbidden' })
    const { userIds, terms } = aBan()
    await assert.rejects(previewBans(operator, { userIds, terms }), { code: 'forbidden' })
    assert.deepEqual(await listBans(), [])
    assert.deepEqual(await listAudit(), [])
  })
}

test('nobody protected is banned, nor anybody beside them', async () => {
  await protect('staff-1')
  await assert.rejects(banPeople(admin, aBan({ userIds: ['u-1', 'staff-1'] })), /staff-1 cannot be banned/)
  assert.deepEqual(await listBans(), [])
  assert.deepEqual(await listAudit(), [])
})

test('a second ban of the same scope asks, and then the longer end holds', async () => {
  await banPeople(admin, aBan({ until: { seconds: 2 * HOUR } }))
  await assert.rejects(banPeople(admin, aBan()), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'conflict')
    assert.match(error.message, /u-1 is banned there already until .* UTC, by Ada admin/)
    return true
  })
  assert.equal((await listBans()).length, 1)

  assert.deepEqual(await banPeople(admin, aBan({ evenIfBanned: true })), { stored: 0, kept: 1, waits: false })
  const longer = aBan({ evenIfBanned: true, until: { seconds: 3 * HOUR } })
  assert.deepEqual(await banPeople(admin, longer), { stored: 1, kept: 0, waits: false })
  const ends = (await listBans()).map(({ startsAt, endsAt }) => (endsAt?.getTime() ?? 0) - startsAt.getTime())
  assert.deepEqual(
    ends.sort((a, b) => a - b),
    [2 * HOUR * 1_000, 3 * HOUR * 1_000],
  )
})

test('bans of different scopes live side by side', async () => {
  await banPeople(admin, aBan())
  await banPeople(admin, aBan({ scope: { kind: 'room', room: 'lab-1' } }))
  await banPeople(admin, aBan({ scope: { kind: 'pattern', pattern: 'class-*' } }))
  await banPeople(admin, aBan({ scope: { kind: 'all' }, until: null }))
  assert.equal((await listBans()).length, 4)
})

test('a ban that begins after the other has ended asks nothing', async () => {
  await banPeople(admin, aBan())
  await banPeople(admin, aBan({ startsAt: inSeconds(2 * HOUR) }))
  assert.equal((await listBans()).length, 2)
})

test('an upcoming ban is not taken for one that holds now', async () => {
  await banPeople(admin, aBan({ startsAt: inSeconds(DAY), until: null }))
  assert.equal((await banPeople(admin, aBan({ until: { seconds: 2 * DAY }, evenIfBanned: true }))).stored, 1)
})

test('of two who ban the same person at once, one is told, and one ban is stored', async () => {
  const other = anOperator('admin', { id: 'op-other', name: 'Eve' })
  const results = await Promise.allSettled([banPeople(admin, aBan()), banPeople(other, aBan())])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await listBans()).length, 1)
  assert.equal((await listAudit()).length, 1)
})

test('two long lists in different order wait for each other, never in a circle', async () => {
  const userIds = Array.from({ length: 300 }, (_, index) => `u-${index}`)
  const evenIfBanned = true
  await Promise.all([
    banPeople(admin, aBan({ userIds, evenIfBanned })),
    banPeople(admin, aBan({ userIds: userIds.toReversed(), evenIfBanned, until: { seconds: 2 * HOUR } })),
  ])
  assert.ok((await listBans()).length >= 300)
})

test('a ban that ended by the clock asks nothing', async () => {
  await storeBan('u-1', { endsAt: new Date(Date.now() + 40) })
  await delay(60)
  assert.equal((await banPeople(admin, aBan())).stored, 1)
})

test('a start that has passed is now, and the end is counted from it', async () => {
  await banPeople(admin, aBan({ startsAt: inSeconds(-DAY) }))
  const [ban] = await listBans()
  assert.ok(Math.abs((ban?.startsAt.getTime() ?? 0) - Date.now()) < 10_000)
})

const FAULTS: [string, Chosen][] = [
  ['an end that has passed', { until: { endsAt: inSeconds(-1) } }],
  ['an end before the start', { startsAt: inSeconds(DAY), until: { endsAt: inSeconds(HOUR) } }],
  ['an end in eleven years', { until: { endsAt: inSeconds(11 * 365 * DAY) } }],
  ['a start in eleven years', { startsAt: inSeconds(11 * 365 * DAY), until: null }],
]

for (const [fault, chosen] of FAULTS) {
  test(`${fault} is refused in a sentence`, async () => {
    await assert.rejects(banPeople(admin, aBan(chosen)), { code: 'invalid_input' })
    assert.deepEqual(await listBans(), [])
  })
}

test('what is typed must fit the rules of a pasted list', () => {
  const good = { scope: { kind: 'all' }, until: null, policy: 'spam' }
  const parse = (userIds: unknown, terms: object = good) =>
    banPeopleInput.safeParse({ userIds, terms, evenIfBanned: false }).success
  assert.equal(parse(['u-1', ' =x ', 'x'.repeat(36)]), true)
  for (const bad of [[], [''], ['x'.repeat(37)], ['a\nb'], ['a\0'], ['\ud800'], [1], null])
    assert.equal(parse(bad), false)
  for (const bad of ['http://a.example', 'javascript:alert(1)', 'https://', 'https://a b', ''])
    assert.equal(parse(['u-1'], { ...good, evidence: bad }), false)
  assert.equal(parse(['u-1'], { ...good, until: { seconds: 59 } }), false)
  assert.equal(parse(['u-1'], { ...good, until: { seconds: 60, endsAt: inSeconds(60) } }), false)
  assert.equal(parse(['u-1'], { ...good, scope: { kind: 'room', room: 'a/b' } }), false)
})

test('the preview says who is protected or banned already, and changes nothing', async () => {
  await protect('staff-1')
  await storeBan('u-2', { endsAt: null })
  await storeBan('u-3', { scopeKind: 'all', scopeValue: '' })
  const { terms } = aBan()
  const input = previewBansInput.parse({
    userIds: ['u-1', 'u-2', 'u-3', 'staff-1'],
    terms: { ...terms, startsAt: null, until: { seconds: HOUR } },
  })
  const preview = await previewBans(moderator, input)
  assert.deepEqual(preview.protected, ['staff-1'])
  assert.deepEqual(
    preview.already.map(({ userId, until }) => [userId, until]),
    [['u-2', null]],
  )
  assert.equal((preview.endsAt ?? 0) - preview.startsAt, HOUR * 1_000)
  assert.equal(preview.waits, false)
  assert.equal(preview.unknownRoom, true)
  assert.equal((await listBans()).length, 2)
  assert.deepEqual(await listAudit(), [])
})

test('10,000 people are banned in one go', async () => {
  const userIds = Array.from({ length: 10_000 }, (_, index) => `u-${index}`)
  assert.equal((await banPeople(admin, aBan({ userIds, reason: 'x'.repeat(1_000) }))).stored, 10_000)
})
