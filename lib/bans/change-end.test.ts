import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { listAudit, listAuditSubjects, listBans, storeBan } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { changeBanApproval } from '#lib/settings/commands'
import { changeBanEnd } from './change-end.ts'
import { liftBan, liftChosen } from './commands.ts'
import { changeEndInput } from './schemas.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

async function endOf(banId: string) {
  return (await listBans()).find((ban) => ban.banId === banId)?.endsAt ?? null
}

function change(banId: string, shown: Date | null, end: Date | null) {
  return changeEndInput.parse({
    banId,
    shownEndsAt: shown?.toISOString() ?? null,
    endsAt: end?.toISOString() ?? null,
  })
}

test('a moderator makes their own ban longer and shorter, and the record says from when to when', async () => {
  const [first, later, sooner] = [inDays(2), inDays(9), inDays(1)]
  const banId = await storeBan('u-1', { endsAt: first })
  await changeBanEnd(moderator, change(banId, first, later))
  await changeBanEnd(moderator, change(banId, later, sooner))
  assert.deepEqual(await endOf(banId), sooner)
  const changes = (await listAudit()).map(({ verb, details }) => [verb, details.before, details.endsAt])
  assert.deepEqual(changes, [
    ['ban.change', first.toISOString(), later.toISOString()],
    ['ban.change', later.toISOString(), sooner.toISOString()],
  ])
  assert.equal((await listAuditSubjects())[0]?.personal?.banId, banId)
})

test('an admin changes any ban, to for good and back', async () => {
  const end = inDays(1)
  const banId = await storeBan('u-1', { endsAt: end, scopeKind: 'all', scopeValue: '' })
  await changeBanEnd(admin, change(banId, end, null))
  assert.equal(await endOf(banId), null)
  await changeBanEnd(admin, change(banId, null, inDays(3_000)))
  assert.notEqual(await endOf(banId), null)
})

const DENIED = [
  ['a viewer', anOperator('viewer'), {}, inDays(2), 'forbidden'],
  ['support', anOperator('support'), {}, inDays(2), 'forbidden'],
  ['a moderator of another’s ban', moderator, { createdById: 'op-other' }, inDays(2), 'forbidden'],
  [
    'a moderator of a ban from all rooms',
    moderator,
    { scopeKind: 'all', scopeValue: '' },
    inDays(2),
    'forbidden',
  ],
  ['a moderator to for good', moderator, {}, null, 'forbidden'],
  ['a moderator beyond 30 days', moderator, {}, inDays(31), 'forbidden'],
  [
    'a moderator of other rooms',
    anOperator('moderator', { patterns: ['lab-*'] }),
    {},
    inDays(2),
    'not_found',
  ],
] as const

for (const [who, operator, chosen, end, code] of DENIED) {
  test(`${who} changes no end`, async () => {
    const shown = inDays(1)
    const banId = await storeBan('u-1', { endsAt: shown, ...chosen })
    await assert.rejects(changeBanEnd(operator, change(banId, shown, end)), { code })
    assert.deepEqual(await endOf(banId), shown)
    assert.deepEqual(await listAudit(), [])
  })
}

test('of two who change the same end, the slower is told by whom and until when it holds', async () => {
  const shown = inDays(1)
  const banId = await storeBan('u-1', { endsAt: shown })
  const end = inDays(3)
  await changeBanEnd(anOperator('admin', { id: 'op-eve', name: 'Eve' }), change(banId, shown, end))
  await assert.rejects(changeBanEnd(moderator, change(banId, shown, inDays(5))), (error: Error) => {
    assert.match(error.message, /Eve has changed this ban meanwhile: it holds until/)
    return true
  })
  assert.deepEqual(await endOf(banId), end)
})

test('two at once leave one end and one event', async () => {
  const shown = inDays(1)
  const banId = await storeBan('u-1', { endsAt: shown })
  const results = await Promise.allSettled([
    changeBanEnd(admin, change(banId, shown, inDays(3))),
    changeBanEnd(moderator, change(banId, shown, inDays(4))),
  ])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await listAudit()).length, 1)
})

test('a ban that has ended or was lifted stays as it is', async () => {
  const ended = inDays(-1)
  const one = await storeBan('u-1', { startsAt: inDays(-2), endsAt: ended })
  await assert.rejects(changeBanEnd(admin, change(one, ended, inDays(2))), { code: 'conflict' })
  await assert.rejects(liftBan(admin, { banId: one, reason: 'x' }), { code: 'conflict' })
  const shown = inDays(1)
  const two = await storeBan('u-2', { endsAt: shown })
  await liftBan(admin, { banId: two, reason: 'appeal' })
  await assert.rejects(
    changeBanEnd(moderator, change(two, shown, inDays(2))),
    /Ada admin has lifted this ban/,
  )
})

test('an end in the past, or in eleven years, is refused', async () => {
  const shown = inDays(1)
  const banId = await storeBan('u-1', { endsAt: shown })
  for (const end of [inDays(-1), inDays(11 * 365)])
    await assert.rejects(changeBanEnd(admin, change(banId, shown, end)), { code: 'invalid_input' })
})

test('where large bans need a second admin, a longer end is no way around', async () => {
  await changeBanApproval(admin, { secondAdmin: true })
  const shown = inDays(1)
  const banId = await storeBan('u-1', { endsAt: shown, scopeKind: 'all', scopeValue: '' })
  await assert.rejects(changeBanEnd(admin, change(banId, shown, null)), { code: 'conflict' })
  assert.deepEqual(await endOf(banId), shown)
})

test('a lift with an old ban in hand leaves a newer ban of the same person alone', async () => {
  const old = await storeBan('u-1', { startsAt: inDays(-2), endsAt: inDays(-1) })
  const newer = await storeBan('u-1', { endsAt: inDays(1) })
  await assert.rejects(liftBan(admin, { banId: old, reason: 'x' }), { code: 'conflict' })
  assert.equal((await listBans()).find((ban) => ban.banId === newer)?.liftedAt, null)
})

test('several bans are lifted at once, each scope with its own event', async () => {
  const banIds = [
    await storeBan('u-1'),
    await storeBan('u-2'),
    await storeBan('u-3', { scopeValue: 'lab-1' }),
    await storeBan('u-4', { startsAt: inDays(-2), endsAt: inDays(-1) }),
  ]
  assert.deepEqual(await liftChosen(moderator, { banIds, reason: 'appeal' }), { lifted: 3 })
  assert.deepEqual((await listAudit()).map(({ verb, room, details }) => [verb, room, details.bans]).sort(), [
    ['ban.lift', 'class-7b', 2],
    ['ban.lift', 'lab-1', 1],
  ])
})

test('if one of several is not theirs, a moderator lifts none', async () => {
  const banIds = [await storeBan('u-1'), await storeBan('u-2', { createdById: 'op-other' })]
  await assert.rejects(liftChosen(moderator, { banIds, reason: 'x' }), { code: 'forbidden' })
  await assert.rejects(liftChosen(anOperator('support'), { banIds, reason: 'x' }), { code: 'forbidden' })
  assert.deepEqual(
    (await listBans()).map(({ liftedAt }) => liftedAt),
    [null, null],
  )
  assert.deepEqual(await listAudit(), [])
})

test('two who lift the same bans in different order both come to an end', async () => {
  const banIds = await Promise.all(Array.from({ length: 40 }, (_, index) => storeBan(`u-${index}`)))
  const lifted = await Promise.all([
    liftChosen(admin, { banIds, reason: 'x' }),
    liftChosen(moderator, { banIds: banIds.toReversed(), reason: 'y' }),
  ])
  assert.equal(
    lifted.reduce((sum, each) => sum + each.lifted, 0),
    40,
  )
})
