import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Child, runChild } from '#e2e/support/children'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { listDecisionRows, listTargetRows, ROOM, resumeNow } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { closeDatabase } from '#lib/db/database'
import { getDecision } from './queries.ts'

withDatabase()
const { daily, ejects } = withSandbox()

const PEOPLE = 250

/** What the server does with a long list, in a process that can be killed. */
const SERVER = `
  import { anOperator } from '#e2e/support/operators'
  import { eject, resumeNow, user } from '#e2e/support/decisions'
  const users = Array.from({ length: ${2 * PEOPLE} }, (_, index) => user('u-' + index))
  await eject(anOperator('moderator'), users, { ban: true, reason: 'a raid' })
  await resumeNow()`

async function untilReceived(requests: number, child: Child) {
  while (ejects().length < requests && child.process.exitCode === null) await delay(5)
}

for (const answered of [0, 3]) {
  test(`a server killed after ${answered} answers: the next one finishes the list and claims nothing`, async () => {
    daily().createRoom({ name: ROOM })
    daily().join(ROOM, { userName: 'Host' })
    daily().joinMany(
      ROOM,
      Array.from({ length: PEOPLE }, (_, index) => ({ userId: `u-${index}`, userName: 'Raider' })),
    )
    await pollNow()
    await closeDatabase()
    daily().addFault({ route: 'eject', kind: 'apply-then-hang', skip: answered, times: 1 })
    daily().addFault({ route: 'eject', kind: 'hang', skip: answered })

    const child = runChild(SERVER)
    await untilReceived(answered + 2, child)
    await delay(100)
    await child.kill()
    daily().clearFaults()
    await letTimePass(16)
    await resumeNow()

    const [decision] = await listDecisionRows()
    assert.ok(decision)
    await assertHonest(decision.id)
    for (let poll = 0; poll < 2; poll += 1) await pollNow()
    assert.equal(daily().people(ROOM).length, 1, 'everybody is out in the end')
    await assertHonest(decision.id)
  })
}

async function assertHonest(decisionId: string) {
  const { status, counts } = await getDecision(anOperator('moderator'), { decisionId })
  assert.deepEqual([status, counts.open, counts.total], ['settled', 0, 2 * PEOPLE])
  const inRoom = new Set(
    daily()
      .people(ROOM)
      .map(({ userId }) => userId),
  )
  for (const target of await listTargetRows(decisionId)) {
    assert.notEqual(target.outcome, null)
    if (target.outcome !== 'ejected') continue
    assert.ok(!inRoom.has(target.userId), 'nobody called ejected is still there')
    assert.ok(
      target.sessions.some((session) => session.ejected),
      'ejected only by ejectedIds',
    )
  }
}
