import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import {
  anEject,
  auditTrail,
  eject,
  findParticipantRow,
  listAudit,
  listAuditSubjects,
  listBans,
  listDecisionRows,
  outcomesOf,
  ROOM,
  session,
  storeBan,
  user,
} from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator, protect } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { ejectTargets, undoBan } from './commands.ts'
import { ejectInput } from './schemas.ts'

withDatabase()
const { daily, ejects, setClient } = withSandbox()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const WEEK_MS = 7 * 86_400_000

const joined = withHostedRoom(daily)

test('an eject without ban is only that: Daily is told so, no ban is stored, the person may come back', async () => {
  const sam = await joined('u-sam')

  const view = await eject(moderator, [session(sam)])

  assert.deepEqual(outcomesOf(view), ['ejected'])
  assert.deepEqual(ejects(), [{ ids: [sam], ban: false }])
  assert.deepEqual(await listBans(), [])
  assert.equal(daily().tryJoin(ROOM, { userId: 'u-sam' }).joined, true)
})

test('an eject with ban tells Daily the user ID and stores one ban of a week in this room', async () => {
  const sam = await joined('u-sam')

  const view = await eject(moderator, [session(sam)], { ban: true, policy: 'spam', reason: 'ads' })

  assert.deepEqual(ejects(), [{ ids: [sam], user_ids: ['u-sam'], ban: true }])
  const [ban, ...more] = await listBans()
  assert.deepEqual(more, [])
  assert.deepEqual([ban?.userId, ban?.scopeKind, ban?.scopeValue], ['u-sam', 'room', ROOM])
  assert.equal(Number(ban?.endsAt) - Number(ban?.startsAt), WEEK_MS)
  assert.equal(
    ban?.toldMeetingId,
    (await findParticipantRow(sam))?.meetingId,
    'the meeting Daily was told in',
  )
  assert.deepEqual(view.targets[0]?.ban.state, 'stored')
  assert.equal(view.canUndoBan, true)
  assert.equal(daily().tryJoin(ROOM, { userId: 'u-sam' }).joined, false)
})

test('somebody without a user ID is ejected and no ban is claimed', async () => {
  const guest = await joined(null)

  const view = await eject(moderator, [session(guest)], { ban: true })

  assert.deepEqual(outcomesOf(view), ['ejected'])
  assert.equal(view.targets[0]?.ban.state, 'no_user_id')
  assert.equal(view.canUndoBan, false)
  assert.deepEqual(await listBans(), [])
  assert.deepEqual(ejects(), [{ ids: [guest], ban: true }])
})

test('a ban on somebody who has just left is stored, and the result says not in the room', async () => {
  const sam = await joined('u-sam')
  daily().leave(sam)
  await pollNow()

  const view = await eject(moderator, [user('u-sam')], { ban: true })

  assert.deepEqual(outcomesOf(view), ['not_in_room'])
  assert.equal(view.targets[0]?.ban.state, 'stored')
  assert.deepEqual(
    (await listBans()).map(({ userId }) => userId),
    ['u-sam'],
  )
})

test('a failed eject with ban claims no success, and a second try is sent again', async () => {
  const sam = await joined('u-sam')
  daily().addFault({ route: 'eject', kind: 'bad-request', times: 1 })
  daily().addFault({ route: 'eject', kind: '500', times: 1 })

  const first = await eject(moderator, [session(sam)], { ban: true })
  const second = await eject(moderator, [session(sam)], { ban: true, retryOf: first.id })
  const third = await eject(moderator, [session(sam)], { ban: true, retryOf: second.id })

  assert.deepEqual([first, second, third].map(outcomesOf), [
    ['failed: refused'],
    ['unconfirmed: server_error'],
    ['ejected'],
  ])
  assert.equal(ejects().length, 3)
  assert.deepEqual(
    [first, second, third].map((view) => view.targets[0]?.ban.state),
    ['stored', 'stored', 'stored'],
  )
  const answers = (await listAudit()).filter(({ result }) => result !== 'asked')
  assert.deepEqual(
    answers.map(({ result, details }) => [result, details.status]),
    [
      ['failed', 400],
      ['failed', 500],
      ['done', undefined],
    ],
  )
})

test('a longer ban that stands is kept, a shorter one is followed by the longer', async () => {
  await storeBan('u-long', { endsAt: null })
  await storeBan('u-short')

  const view = await eject(moderator, [user('u-long'), user('u-short')], { ban: true })

  assert.deepEqual(
    view.targets.map((target) => target.ban.state),
    ['kept', 'stored'],
  )
  assert.equal((await listBans()).length, 3)
})

test('the same intent sent twice, and ten times at once, is one decision, one call and one pair of events', async () => {
  const sam = await joined('u-sam')
  const input = anEject([session(sam)], { ban: true })

  const views = await Promise.all(Array.from({ length: 10 }, () => ejectTargets(moderator, input)))
  const again = await ejectTargets(moderator, input)

  assert.equal(new Set([...views, again].map((view) => view.id)).size, 1)
  assert.deepEqual(outcomesOf(again), ['ejected'])
  assert.equal(ejects().length, 1)
  assert.equal((await listBans()).length, 1)
  assert.equal((await listDecisionRows()).length, 1)
  assert.deepEqual(await auditTrail(), ['participant.eject asked', 'participant.eject done'])
})

test('the same intent key of another operator is another decision', async () => {
  const input = anEject([user('u-sam')])
  const first = await ejectTargets(moderator, input)
  const second = await ejectTargets(admin, input)
  assert.notEqual(first.id, second.id)
})

test('three nameless guests and two Sams: exactly the chosen ID is sent', async () => {
  for (const userName of ['', '', 'Sam']) daily().join(ROOM, { userName })
  const chosen = await joined(null, '')
  const sam = await joined('u-sam', 'Sam')

  await eject(moderator, [session(chosen)])
  await eject(moderator, [session(sam)])

  assert.deepEqual(ejects(), [
    { ids: [chosen], ban: false },
    { ids: [sam], ban: false },
  ])
  assert.equal(daily().people(ROOM).length, 4)
})

test('a user-ID target is every session of that user ID, one of them opened a moment ago', async () => {
  const first = await joined('u-sam')
  const second = daily().join(ROOM, { userName: 'Other Sam', userId: 'u-sam' })

  const view = await eject(moderator, [user('u-sam')], { ban: true })

  assert.deepEqual(outcomesOf(view), ['ejected'])
  assert.deepEqual(ejects(), [{ ids: [first], user_ids: ['u-sam'], ban: true }])
  assert.deepEqual(view.targets[0]?.unlisted, [second], 'the result names whom pre-flight had not listed')
})

test('somebody ejected whom presence never listed is marked as ejected all the same', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addGhosts({ polls: 3 })

  await eject(moderator, [user('u-sam')])
  await pollNow()

  assert.notEqual((await findParticipantRow(sam))?.ejectedAt ?? null, null)
  assert.equal((await findParticipantRow(sam))?.userId, 'u-sam')
})

test('protected user IDs are never sent, never banned and reported as left out', async () => {
  const staff = await joined('u-staff')
  const sam = await joined('u-sam')
  await protect('u-staff')

  const view = await eject(moderator, [session(staff), user('u-staff'), session(sam)], { ban: true })

  assert.deepEqual(outcomesOf(view), ['not_attempted: protected', 'not_attempted: protected', 'ejected'])
  assert.deepEqual(ejects(), [{ ids: [sam], user_ids: ['u-sam'], ban: true }])
  assert.deepEqual(
    (await listBans()).map(({ userId }) => userId),
    ['u-sam'],
  )
})

test('a list of protected people alone calls nobody and is settled', async () => {
  await protect('u-staff')
  const view = await eject(moderator, [user('u-staff')], { ban: true })
  assert.deepEqual([view.status, outcomesOf(view)], ['settled', ['not_attempted: protected']])
  assert.deepEqual(daily().requests(), [])
  assert.deepEqual(await auditTrail(), ['participant.eject asked'])
})

test('when Daily is unreachable the call is tried twice, fails, and the ban is stored', async () => {
  const sam = await joined('u-sam')
  let tries = 0
  const refuse = async () => {
    tries += 1
    throw Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
    })
  }
  setClient({ fetch: refuse })

  const view = await eject(moderator, [session(sam)], { ban: true })

  assert.deepEqual([outcomesOf(view), tries], [['failed: unreachable'], 2])
  assert.equal((await listBans()).length, 1)
})

test('the bans of a decision are lifted once, by its operator, and the reason is on record', async () => {
  const { id } = await eject(moderator, [user('u-sam')], { ban: true })

  const view = await undoBan(moderator, { decisionId: id })

  assert.deepEqual([view.targets[0]?.ban.state, view.canUndoBan], ['lifted', false])
  assert.match(view.note ?? '', /Daily/)
  await assert.rejects(undoBan(moderator, { decisionId: id }), { code: 'conflict' })
  assert.equal((await auditTrail()).at(-1), 'ban.lift done')
})

test('an undone ban under which an older one still stands is not said to let them in', async () => {
  await storeBan('u-sam')
  const { id } = await eject(moderator, [user('u-sam')], { ban: true })
  const { note } = await undoBan(moderator, { decisionId: id })
  assert.match(note ?? '', /another ban still/)
})

test('two operators ban the same person at once: each is told of a ban that stands', async () => {
  const views = await Promise.all([moderator, admin].map((by) => eject(by, [user('u-sam')], { ban: true })))
  assert.equal(new Set(views.map((view) => view.id)).size, 2)
  assert.ok((await listBans()).length <= 2)
  assert.ok(views.every((view) => ['stored', 'kept'].includes(view.targets[0]?.ban.state ?? '')))
})

test('two operators undo the same ban at once: one of them is told it was lifted already', async () => {
  const { id } = await eject(moderator, [user('u-sam')], { ban: true })
  const undone = await Promise.allSettled([
    undoBan(moderator, { decisionId: id }),
    undoBan(admin, { decisionId: id }),
  ])
  assert.deepEqual(undone.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('the record keeps who, whom, the name at the time and why', async () => {
  const sam = await joined('u-sam', 'Sam the Spammer')
  await eject(moderator, [session(sam)], { policy: 'spam', reason: '=HYPERLINK("x")' })

  const [asked] = await listAudit()
  assert.deepEqual([asked?.actor, asked?.room, asked?.details.policy], [moderator.name, ROOM, 'spam'])
  const subjects = (await listAuditSubjects()).map(({ personal }) => personal)
  assert.deepEqual(subjects[0], { kind: 'participant', id: sam, userId: 'u-sam', name: 'Sam the Spammer' })
  assert.deepEqual(subjects[1], { reason: '=HYPERLINK("x")' })
})

for (const text of ['nul \0 inside', 'half an emoji \ud83d here']) {
  test(`a reason that no database can hold as it is, ${JSON.stringify(text)}, loses only that character`, async () => {
    const view = await eject(moderator, [user('u-sam')], { reason: text })
    assert.equal(view.reason, text.replace(/\0|\ud83d/, '\ufffd'))
  })

  test(`an ID with such a character is refused before anything is done: ${JSON.stringify(text)}`, () => {
    const parsed = ejectInput.safeParse({ ...anEject([user('u')]), targets: [user(text)] })
    assert.equal(parsed.success, false)
  })
}

test('a reason of 10,000 characters is refused', () => {
  assert.equal(ejectInput.safeParse({ ...anEject([user('u')]), reason: 'x'.repeat(10_000) }).success, false)
})

test('somebody ejected by user ID who is back before the next look is ejected again, whatever presence still lists', async () => {
  await joined('u-sam')
  await eject(moderator, [user('u-sam')])
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().clearRequests()

  const view = await eject(moderator, [user('u-sam')])

  assert.deepEqual(outcomesOf(view), ['ejected'])
  assert.deepEqual(ejects(), [{ user_ids: ['u-sam'], ban: false }])
})
