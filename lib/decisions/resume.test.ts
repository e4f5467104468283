import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import {
  anEject,
  auditTrail,
  eject,
  listDecisionRows,
  listTargetRows,
  outcomesOf,
  ROOM,
  resumeNow,
  session,
  user,
} from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { testServerUrl } from '#e2e/support/postgres'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { decisions, decisionTargets } from '#lib/db/schema'
import { forgetProcessWide } from '#lib/process-wide'
import { claimDecision } from './calls.ts'
import { recordIntent } from './intent.ts'
import { getDecision } from './queries.ts'
import { releaseDeadWorkers } from './resume.ts'
import { settleDecision, stopSettling } from './settle.ts'

withDatabase()
const { daily, ejects } = withSandbox()

const moderator = anOperator('moderator')
const decider = { ...moderator, actor: { kind: 'operator', id: moderator.id, name: moderator.name } as const }

beforeEach(() => {
  daily().createRoom({ name: ROOM })
  daily().join(ROOM, { userName: 'Host', userId: 'u-host' })
})

/** Stores what a process would have stored before it died, and lets that process be dead. */
async function leftOpen(targets: Parameters<typeof anEject>[0], ban = false): Promise<string> {
  const { decisionId } = await recordIntent(decider, anEject(targets, { ban }))
  forgetProcessWide('process-id')
  return decisionId
}

test('a single call whose sender died ends unconfirmed, and presence decides', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  const decisionId = await leftOpen([session(sam)])

  await resumeNow()
  assert.equal((await listDecisionRows())[0]?.status, 'open', 'a living sender is left alone')
  await letTimePass(16)
  await resumeNow()

  assert.deepEqual(outcomesOf(await getDecision(moderator, { decisionId })), ['unconfirmed: interrupted'])
  assert.deepEqual(ejects(), [])
  await pollNow()
  assert.deepEqual(ejects(), [{ ids: [sam], ban: false }], 'seen still there, sent by participant ID')
  assert.deepEqual(outcomesOf(await getDecision(moderator, { decisionId })), ['ejected'])
  assert.deepEqual(await auditTrail(), [
    'participant.eject asked',
    'participant.eject failed',
    'participant.eject done',
  ])
})

test('somebody absent whose sender died is not sent again and not called ejected', async () => {
  const decisionId = await leftOpen([user('u-sam')])
  await letTimePass(16)
  await resumeNow()
  await pollNow()
  assert.deepEqual(ejects(), [])
  assert.deepEqual(outcomesOf(await getDecision(moderator, { decisionId })), ['unconfirmed: interrupted'])
})

test('of a list that was cut off the sent part ends unconfirmed, the rest is sent', async () => {
  const users = Array.from({ length: 250 }, (_, index) => user(`u-${index}`))
  const decisionId = await leftOpen(users)
  const db = await database()
  await db.update(decisionTargets).set({ sentAt: sql`now()` }).where(eq(decisionTargets.callNo, 0))

  await resumeNow()

  const { counts, status, calls } = await getDecision(moderator, { decisionId })
  assert.deepEqual([counts.unconfirmed, counts.not_in_room, counts.open], [100, 150, 0])
  assert.deepEqual([status, calls], ['settled', { planned: 3, done: 3 }])
  assert.equal(ejects().length, 2)
})

test('a list is taken up by one worker only', async () => {
  const decisionId = await leftOpen(Array.from({ length: 150 }, (_, index) => user(`u-${index}`)))
  assert.notEqual(await claimDecision(decisionId, 'another-process'), null)
  await settleDecision(decisionId)
  assert.deepEqual(ejects(), [])
  assert.equal(await claimDecision(decisionId, 'a-third'), null)

  await letTimePass(16)
  await Promise.all([resumeNow(), resumeNow()])
  assert.equal(ejects().length, 2)
})

test('an answer that comes after another process took over is not counted twice', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  daily().addFault({ route: 'eject', kind: 'slow', delayMs: 150 })
  const answering = eject(moderator, [session(sam)])
  await new Promise((resolve) => setTimeout(resolve, 60))
  const db = await database()
  await db.update(decisions).set({ worker: 'another-process' })

  await answering

  const [row] = await listDecisionRows()
  assert.ok((row?.callsDone ?? 9) <= 1)
  assert.deepEqual(await auditTrail(), ['participant.eject asked'])
})

test('stopping leaves what was not sent open, and the next start sends it', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => user(`u-${index}`))
  const { id: decisionId } = await eject(moderator, ids)
  await stopSettling()
  await resumeNow()
  assert.deepEqual(ejects(), [])
  assert.equal((await getDecision(moderator, { decisionId })).counts.open, 250)

  forgetProcessWide('decisions-stop')
  forgetProcessWide('process-id')
  await letTimePass(16)
  await resumeNow()
  assert.equal(ejects().length, 3)
  assert.equal((await getDecision(moderator, { decisionId })).counts.not_in_room, 250)
})

test('on the embedded database nobody waits for a dead process', async () => {
  const decisionId = await leftOpen([user('u-sam')])
  await releaseDeadWorkers()
  await resumeNow()
  const { status } = await getDecision(moderator, { decisionId })
  assert.equal(status, testServerUrl() === undefined ? 'settled' : 'open')
})

for (const ban of [true, false]) {
  test(`${ban ? 'with a ban ' : ''}people who opened a second session while a full list waited go with it`, async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `u-${index}`)
    daily().joinMany(
      ROOM,
      ids.map((userId) => ({ userId, userName: userId })),
    )
    await pollNow()
    const { id: decisionId } = await eject(moderator, ids.map(user), { ban })
    daily().join(ROOM, { userId: 'u-7', userName: 'again' })
    await pollNow()

    await resumeNow()

    const { counts } = await getDecision(moderator, { decisionId })
    assert.deepEqual([counts.ejected, counts.total], [101, 101])
    assert.equal(daily().people(ROOM).length, 1, 'only the host is left')
    assert.equal(ejects().length, 2)
  })
}

test('targets of a decision that was carried on are each answered once', async () => {
  const decisionId = await leftOpen(Array.from({ length: 120 }, (_, index) => user(`u-${index}`)))
  await resumeNow()
  await resumeNow()
  const rows = await listTargetRows(decisionId)
  assert.ok(rows.every((row) => row.outcome === 'not_in_room'))
  assert.equal((await auditTrail()).length, 3)
})
