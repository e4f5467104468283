import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, eject, listAudit, outcomesOf, ROOM, session, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { getRoster } from '#lib/presence/queries'
import { getDecision } from './queries.ts'
import { isNotDone } from './status.ts'

withDatabase()
const { daily, ejects } = withSandbox()

const moderator = anOperator('moderator')
const joined = withHostedRoom(daily)
let sam = ''

beforeEach(async () => {
  sam = await joined('u-sam')
})

async function findingOf(decisionId: string, position = 0) {
  const { targets } = await getDecision(moderator, { decisionId })
  return targets[position]?.finding?.kind ?? null
}

async function stateOf(participantId: string) {
  const { participants } = await getRoster(moderator, { room: ROOM })
  return participants.find((person) => person.participantId === participantId)?.state
}

test('somebody ejected is found gone at the next poll, with the seconds it took, on record', async () => {
  const { id } = await eject(moderator, [session(sam)])
  await pollNow()

  const view = await getDecision(moderator, { decisionId: id })
  assert.equal(view.targets[0]?.finding?.kind, 'gone')
  assert.ok((view.goneWithin ?? 99) <= 2)
  assert.equal(view.watching, true, 'they may come back')
  const found = (await listAudit()).at(-1)
  assert.deepEqual([found?.result, found?.actorKind, found?.details], ['found', 'system', { gone: 1 }])
})

test('a ghost is leaving, not here, and disappears; the finding waits for that', async () => {
  daily().addGhosts({ polls: 2 })
  const { id } = await eject(moderator, [session(sam)])

  const states = []
  for (let poll = 0; poll < 3; poll += 1) {
    await pollNow()
    states.push([await stateOf(sam), await findingOf(id)])
  }

  assert.deepEqual(states, [
    ['leaving', null],
    ['leaving', null],
    ['left', 'gone'],
  ])
  assert.equal(ejects().length, 1)
})

test('listed beyond the grace time: still there, offered for a retry, then gone after all', async () => {
  daily().addGhosts({ polls: 2 })
  const { id } = await eject(moderator, [session(sam)])
  await pollNow()
  await letTimePass(31)
  await pollNow()

  const view = await getDecision(moderator, { decisionId: id })
  const [target] = view.targets
  assert.equal(target?.finding?.kind, 'still_there')
  assert.ok(target !== undefined && isNotDone(target))
  assert.equal(await stateOf(sam), 'still_here')

  await pollNow()
  assert.equal(await findingOf(id), 'gone')
  assert.deepEqual((await auditTrail()).filter((event) => event.endsWith('found')).length, 2)
})

test('somebody who walks in again after an eject came back', async () => {
  const { id } = await eject(moderator, [session(sam)])
  await pollNow()
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  assert.equal(await findingOf(id), 'came_back')
  assert.equal(ejects().length, 1, 'without a ban nobody is thrown out again')
})

test('presence that cannot be read finds nothing', async () => {
  const { id } = await eject(moderator, [session(sam)])
  daily().addFault({ route: 'presence', kind: '500' })
  assert.equal(await pollNow(), null)
  assert.equal(await findingOf(id), null)
})

test('nobody is found gone from a room whose list is partial', async () => {
  const { id } = await eject(moderator, [session(sam)])
  daily().addFault({ route: 'presence', kind: 'bad-rows', times: 1 })
  await pollNow()
  assert.equal(await findingOf(id), null)
  await pollNow()
  assert.equal(await findingOf(id), 'gone')
})

test('a gateway error after Daily acted: nothing is sent again, presence finds them gone', async () => {
  daily().addFault({ route: 'eject', kind: 'apply-then-504', times: 1 })
  const { id, targets } = await eject(moderator, [session(sam)])
  assert.equal(targets[0]?.outcome, 'unconfirmed')
  await pollNow()
  await pollNow()

  const view = await getDecision(moderator, { decisionId: id })
  assert.deepEqual([outcomesOf(view), await findingOf(id)], [['unconfirmed: server_error'], 'gone'])
  assert.equal(ejects().length, 1)
  assert.deepEqual(await auditTrail(), [
    'participant.eject asked',
    'participant.eject failed',
    'participant.eject found',
  ])
})

test('a time-out before Daily acted: seen still there, sent again by participant ID alone', async () => {
  daily().addFault({ route: 'eject', kind: '500', times: 1 })
  const { id } = await eject(moderator, [user('u-sam')], { ban: true })
  await pollNow()
  await pollNow()

  assert.deepEqual(ejects(), [
    { ids: [sam], user_ids: ['u-sam'], ban: true },
    { ids: [sam], ban: true },
  ])
  const view = await getDecision(moderator, { decisionId: id })
  assert.deepEqual([outcomesOf(view), await findingOf(id)], [['ejected'], 'gone'])
  assert.deepEqual(await auditTrail(), [
    'participant.eject asked',
    'participant.eject failed',
    'participant.eject done',
    'participant.eject found',
  ])
})

test('somebody who cannot be ejected is sent again three times, then said to be still there', async () => {
  daily().addFault({ route: 'eject', kind: '500' })
  const { id } = await eject(moderator, [session(sam)])
  for (let poll = 0; poll < 5; poll += 1) await pollNow()
  await letTimePass(31)
  await pollNow()

  assert.equal(ejects().length, 4)
  assert.equal(await findingOf(id), 'still_there')
  const view = await getDecision(moderator, { decisionId: id })
  assert.deepEqual(outcomesOf(view), ['unconfirmed: server_error'])
})

test('a failed eject is not sent again by itself', async () => {
  daily().addFault({ route: 'eject', kind: 'forbidden' })
  await eject(moderator, [session(sam)])
  await pollNow()
  assert.equal(ejects().length, 1)
})

test('nobody is watched for ever', async () => {
  const { id } = await eject(moderator, [session(sam)])
  await letTimePass(200)
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  assert.equal(await findingOf(id), null)
  assert.equal((await getDecision(moderator, { decisionId: id })).watching, false)
})

test('an unknown session of two user IDs is matched once its ghost is listed; the other was not in the room', async () => {
  daily().addGhosts({ polls: 1 })
  const mia = daily().join(ROOM, { userName: 'Mia', userId: 'u-mia' })
  const { id, targets } = await eject(moderator, [user('u-leo'), user('u-mia')])
  assert.deepEqual(
    targets.map(({ outcome }) => outcome),
    ['unconfirmed', 'unconfirmed'],
  )

  await pollNow()

  const view = await getDecision(moderator, { decisionId: id })
  assert.deepEqual(outcomesOf(view), ['not_in_room', 'ejected'])
  assert.deepEqual(view.targets[1]?.unlisted, [mia])
  assert.equal(await stateOf(mia), 'leaving')
})
