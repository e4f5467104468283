import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { listAudit, ROOM, storeBan } from '#e2e/support/decisions'
import { expectLoggedError } from '#e2e/support/logs'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { changeEnforcementCap } from '#lib/settings/commands'
import { resumeEnforcement } from './commands.ts'
import { enforceBans } from './events.ts'
import { getEnforcementPause } from './queries.ts'

withDatabase()
const { daily, ejects } = withSandbox()

const admin = anOperator('admin')
const STOPPED = /enforcement is paused/

beforeEach(async () => {
  daily().createRoom({ name: ROOM })
  daily().join(ROOM, { userName: 'Host', userId: 'u-host' })
  await changeEnforcementCap(admin, { people: 3 })
  await storeBan('u-host', { userId: 'u-nobody' })
})

async function joinBanned(...userIds: string[]) {
  for (const userId of userIds) {
    await storeBan(userId)
    daily().join(ROOM, { userId, userName: userId })
  }
  await pollNow()
}

const people = () => daily().people(ROOM).length

test('as many as the cap allows are ejected, one more in the same minute stops enforcement, and says so', async () => {
  await joinBanned('a', 'b', 'c')
  assert.equal(people(), 1)
  assert.equal(await getEnforcementPause(admin), null)

  expectLoggedError(STOPPED)
  await joinBanned('d')
  assert.equal(people(), 2, 'nobody more is ejected')
  const pause = await getEnforcementPause(anOperator('viewer'))
  assert.deepEqual([pause?.people, pause?.cap], [4, 3])
  const paused = (await listAudit()).filter(({ verb }) => verb === 'enforcement.pause')
  assert.deepEqual(
    paused.map(({ actorKind, details }) => [actorKind, details.people]),
    [['system', 4]],
  )

  await enforceBans()
  assert.equal(people(), 2)
  assert.equal((await listAudit()).filter(({ verb }) => verb === 'enforcement.pause').length, 1)
})

test('the same person again and again is one person', async () => {
  await joinBanned('a')
  for (let round = 0; round < 6; round += 1) {
    daily().forgetBans()
    daily().join(ROOM, { userId: 'a', userName: 'a' })
    await pollNow()
  }
  assert.equal(await getEnforcementPause(admin), null)
  assert.equal(people(), 1)
})

test('a minute later there is room for others', async () => {
  await joinBanned('a', 'b', 'c')
  await letTimePass(61)
  await joinBanned('d', 'e')
  assert.equal(people(), 1)
})

test('an admin lets it go on, on as many as it stopped at; two admins at once end one pause', async () => {
  expectLoggedError(STOPPED)
  await joinBanned('a', 'b', 'c', 'd', 'e')
  assert.equal(ejects().length, 0)
  const pause = await getEnforcementPause(admin)
  const input = { at: pause?.at ?? 0 }

  const other = anOperator('admin', { id: 'op-other', name: 'Eve' })
  const ends = await Promise.allSettled([resumeEnforcement(admin, input), resumeEnforcement(other, input)])
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])

  await enforceBans()
  assert.equal(people(), 1)
  expectLoggedError(STOPPED)
  await joinBanned('f')
  assert.equal(people(), 2, 'the sixth is beyond what was allowed')
})

test('another pause than the one that was seen is not ended', async () => {
  expectLoggedError(STOPPED)
  await joinBanned('a', 'b', 'c', 'd')
  await assert.rejects(resumeEnforcement(admin, { at: 1 }), { code: 'conflict' })
  assert.notEqual(await getEnforcementPause(admin), null)
})

test('nobody but an admin ends a pause or changes the cap', async () => {
  for (const role of ['viewer', 'support', 'moderator'] as const) {
    await assert.rejects(resumeEnforcement(anOperator(role), { at: 1 }), { code: 'forbidden' })
    await assert.rejects(changeEnforcementCap(anOperator(role), { people: 9 }), { code: 'forbidden' })
  }
})

test('many looks at once decide on everybody once', async () => {
  await changeEnforcementCap(admin, { people: 500 })
  const userIds = Array.from({ length: 100 }, (_, index) => `raid-${index}`)
  for (const userId of userIds) {
    await storeBan(userId)
    daily().join(ROOM, { userId, userName: userId })
  }
  await Promise.all([pollNow(), enforceBans(), enforceBans(), enforceBans(), enforceBans()])
  await Promise.all(Array.from({ length: 5 }, () => enforceBans()))
  assert.equal(people(), 1)
  const asked = (await listAudit()).filter(
    ({ verb, result }) => verb === 'participant.eject' && result === 'done',
  )
  assert.equal(
    asked.reduce((sum, { details }) => sum + Number(details.ejected ?? 0), 0),
    100,
  )
})
