import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { letTimePass, withDatabase } from '#e2e/support/database'
import {
  anEject,
  auditTrail,
  eject,
  listAudit,
  listBans,
  listDecisionRows,
  ROOM,
  session,
  storeBan,
  user,
} from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { liftChosen } from '#lib/bans/commands'
import { recordIntent } from '#lib/decisions/intent'
import { enforceBans } from './events.ts'

withDatabase()
const { daily, ejects, setClient } = withSandbox()

const moderator = anOperator('moderator')

beforeEach(() => {
  for (const name of [ROOM, 'class-8', 'lobby']) {
    daily().createRoom({ name })
    daily().join(name, { userName: 'Host', userId: 'u-host' })
  }
})

const names = (room: string) =>
  daily()
    .people(room)
    .map(({ userName }) => userName)

test('a banned person who walks in again is ejected at the next poll, counted and on record as automated', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await eject(moderator, [session(sam)], { ban: true, policy: 'hate' })
  daily().forgetBans()
  const again = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().clearRequests()

  await pollNow()

  assert.deepEqual(ejects(), [{ ids: [again], user_ids: ['u-sam'], ban: true }])
  assert.deepEqual(names(ROOM), ['Host'])
  assert.equal((await listBans())[0]?.enforcedCount, 1)
  const [, , asked, done] = (await listAudit()).filter(({ result }) => result !== 'found')
  assert.deepEqual([asked?.actorKind, asked?.result, asked?.details.policy], ['system', 'asked', 'hate'])
  assert.deepEqual([done?.actorKind, done?.result, done?.details.ejected], ['system', 'done', 1])
  const decisions = await listDecisionRows()
  assert.deepEqual(
    decisions.map(({ source, automated }) => [source, automated]),
    [
      ['operator', false],
      ['enforcement', true],
    ],
  )
  assert.equal((await listBans()).length, 1, 'enforcing a ban makes no new one')
})

test('somebody just ejected who is still listed is left alone for 30 s', async () => {
  await storeBan('u-sam')
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addGhosts({ sessionId: sam, polls: 20 })

  for (let poll = 0; poll < 4; poll += 1) await pollNow()
  assert.equal(ejects().length, 1)

  await letTimePass(31)
  await pollNow()
  assert.equal(ejects().length, 2)
  assert.equal((await listBans())[0]?.enforcedCount, 1, 'one acknowledged eject')
})

test('a session in an open decision is left alone', async () => {
  await storeBan('u-sam')
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  const actor = { kind: 'operator', id: moderator.id, name: moderator.name } as const
  await recordIntent({ ...moderator, actor }, anEject([session(sam)]))
  await pollNow()
  assert.deepEqual(ejects(), [])
})

test('a pattern closes the rooms it matches, a ban of all rooms every one', async () => {
  await storeBan('u-sam', { scopeKind: 'pattern', scopeValue: 'class-*' })
  await storeBan('u-mia', { scopeKind: 'all', scopeValue: '' })
  for (const room of [ROOM, 'class-8', 'lobby']) {
    daily().join(room, { userName: 'Sam', userId: 'u-sam' })
    daily().join(room, { userName: 'Mia', userId: 'u-mia' })
  }

  await pollNow()

  assert.deepEqual([names(ROOM), names('class-8'), names('lobby')], [['Host'], ['Host'], ['Host', 'Sam']])
  assert.equal(ejects().length, 3)
})

const NO_EFFECT = [
  ['has ended', { endsAt: new Date(Date.now() - 1_000) }],
  ['is lifted', { liftedAt: new Date() }],
  ['has not begun', { startsAt: new Date(Date.now() + 60_000) }],
  ['is of another room', { scopeValue: 'class-8' }],
  ['is of a pattern in other letters', { scopeKind: 'pattern', scopeValue: 'Class-*' }],
  ['is of a pattern that is not anchored here', { scopeKind: 'pattern', scopeValue: 'lass-*' }],
  ['is of a pattern with an ordinary underscore', { scopeKind: 'pattern', scopeValue: 'class_7b' }],
] as const

for (const [words, ban] of NO_EFFECT) {
  test(`a ban that ${words} ejects nobody`, async () => {
    await storeBan('u-sam', ban)
    daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
    await pollNow()
    assert.deepEqual(ejects(), [])
    assert.deepEqual(await auditTrail(), [])
  })
}

test('a ban that ends acts until its instant and not after', async () => {
  await storeBan('u-sam', { endsAt: new Date(Date.now() + 20_000) })
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  assert.equal(ejects().length, 1)
  daily().forgetBans()
  await letTimePass(40)
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  assert.equal(ejects().length, 1)
})

test('protected user IDs are never ejected, whatever ban there is', async () => {
  await storeBan('u-staff', { scopeKind: 'all', scopeValue: '' })
  await protect('u-staff')
  daily().join(ROOM, { userName: 'Staff', userId: 'u-staff' })
  await pollNow()
  assert.deepEqual(ejects(), [])
})

test('two observers at once make one eject', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  daily().forgetBans()
  const again = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().clearRequests()
  daily().addFault({ route: 'eject', kind: 'slow', delayMs: 30 })

  const poll = pollNow()
  await Promise.all([poll, enforceBans(), enforceBans()])
  await enforceBans()

  assert.deepEqual(ejects(), [{ ids: [again], user_ids: ['u-sam'], ban: true }])
  assert.equal((await listBans())[0]?.enforcedCount, 2)
})

test('an eject that Daily does not acknowledge is repeated by participant ID alone, once a poll', async () => {
  await storeBan('u-sam')
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ route: 'eject', kind: '500', times: 2 })

  for (let poll = 0; poll < 3; poll += 1) await pollNow()

  assert.deepEqual(ejects(), [
    { ids: [sam], user_ids: ['u-sam'], ban: true },
    { ids: [sam], ban: true },
    { ids: [sam], ban: true },
  ])
  assert.deepEqual(names(ROOM), ['Host'])
  assert.equal((await listBans())[0]?.enforcedCount, 1, 'counted although it took three tries')
})

test('an eject that Daily refuses is tried anew at the next poll', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ route: 'eject', kind: 'forbidden', times: 1 })
  await pollNow()
  await pollNow()
  assert.deepEqual(names(ROOM), ['Host'])
})

test('presence that cannot be read puts nothing into effect', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ route: 'presence', kind: '502-html', times: 1 })
  await pollNow()
  assert.deepEqual(ejects(), [])
})

test('a room in which Daily does not answer keeps no other room waiting', async () => {
  await storeBan('u-sam', { scopeKind: 'all', scopeValue: '' })
  for (const room of [ROOM, 'class-8', 'lobby']) daily().join(room, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ route: 'eject', kind: 'hang', room: ROOM, times: 1 })
  setClient({ timeoutMs: 1_500 })

  const poll = pollNow()
  for (let turns = 0; turns < 120 && ejects().length < 3; turns += 1) await delay(10)
  assert.ok(names(ROOM).includes('Sam'), 'the first room still hangs')
  await poll

  assert.deepEqual([names('class-8'), names('lobby')], [['Host'], ['Host']])
})

test('150 banned people at once are all ejected, no call over 100', async () => {
  const ids = Array.from({ length: 150 }, (_, index) => `u-${index}`)
  for (const userId of ids) await storeBan(userId)
  daily().joinMany(
    ROOM,
    ids.map((userId) => ({ userId, userName: userId })),
  )
  await pollNow()
  assert.deepEqual(names(ROOM), ['Host'])
  assert.equal(ejects().length, 2)
})

test('a new ban of all rooms acts in the rooms where the person is', async () => {
  for (const room of [ROOM, 'lobby']) daily().join(room, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  await eject(anOperator('admin'), [user('u-sam')], { ban: true, banScope: { kind: 'all' } })
  await enforceBans()
  assert.deepEqual([names(ROOM), names('lobby')], [['Host'], ['Host']])
})

test('an eject that Daily goes on refusing is tried at every look four times, then after growing pauses', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ kind: 'forbidden', route: 'eject' })

  for (let poll = 0; poll < 7; poll += 1) await pollNow()
  assert.equal(ejects().length, 4)

  await letTimePass(31)
  for (let poll = 0; poll < 3; poll += 1) await pollNow()
  assert.equal(ejects().length, 5)

  daily().clearFaults()
  await letTimePass(61)
  await pollNow()
  assert.deepEqual(names(ROOM), ['Host'])
})

test('a ban on somebody absent is recorded with the meeting in which Daily was told of it', async () => {
  await pollNow()
  await eject(moderator, [user('u-absent')], { ban: true })

  const [ban] = await listBans()
  assert.equal(ban?.toldMeetingId, daily().people(ROOM)[0]?.meetingId)
})

test('bans of all rooms put into effect in three rooms at once, while they are lifted, never wait in a circle', async () => {
  const admin = anOperator('admin')
  for (let round = 0; round < 5; round += 1) {
    const banIds: string[] = []
    for (let person = 0; person < 12; person += 1) {
      const userId = `u-${round}-${person}`
      banIds.push(await storeBan(userId, { scopeKind: 'all', scopeValue: '' }))
      for (const room of [ROOM, 'class-8', 'lobby']) daily().join(room, { userId, userName: userId })
    }
    const polling = pollNow()
    await delay(round * 4)
    await Promise.all([polling, liftChosen(admin, { banIds: banIds.toReversed(), reason: 'test' })])
  }
})
