import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { auditTrail } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { participants, settings } from '#lib/db/schema'
import { forgetProcessWide } from '#lib/process-wide'
import { changeHistory } from './commands.ts'
import { purgeWhenDue } from './events.ts'

withDatabase()

beforeEach(() => forgetProcessWide('history-purge'))

async function storeLeaver(daysAgo: number) {
  const db = await database()
  const leftAt = new Date(Date.now() - daysAgo * 86_400_000)
  await db
    .insert(participants)
    .values({ room: 'r', participantId: crypto.randomUUID(), joinedAt: leftAt, firstSeenAt: leftAt, leftAt })
}

async function leavers() {
  const db = await database()
  return (await db.select({ id: participants.participantId }).from(participants)).length
}

/** As another process would, or this one later. */
async function askAgain() {
  forgetProcessWide('history-purge')
  await purgeWhenDue()
}

async function setPurgedAt(value: unknown) {
  const db = await database()
  await db.update(settings).set({ value }).where(eq(settings.key, 'history_purged_at'))
}

test('history goes once a day, after as many days as the setting says', async () => {
  await storeLeaver(366)
  await storeLeaver(40)
  await purgeWhenDue()
  assert.equal(await leavers(), 1)

  await changeHistory(anOperator('admin'), { days: 30 })
  await askAgain()
  assert.equal(await leavers(), 1)

  await setPurgedAt(Date.now() / 1_000 - 86_500)
  await askAgain()
  assert.equal(await leavers(), 0)
  assert.deepEqual(await auditTrail(), ['history.purge done', 'settings.manage done', 'history.purge done'])
})

test('of several processes at once one deletes and records', async () => {
  await storeLeaver(400)
  await Promise.all([askAgain(), askAgain(), askAgain()])

  assert.equal(await leavers(), 0)
  assert.deepEqual(await auditTrail(), ['history.purge done'])
})

test('a time of the last purge that makes no sense, or lies ahead, holds up nothing', async () => {
  await purgeWhenDue()
  for (const value of ['yesterday', Date.now(), null, {}]) {
    await storeLeaver(400)
    const db = await database()
    await db.execute(
      sql`update settings set value = ${JSON.stringify(value)}::jsonb where key = 'history_purged_at'`,
    )
    await askAgain()
    assert.equal(await leavers(), 0, JSON.stringify(value))
  }
})

test('one process asks the database only now and then', async () => {
  await purgeWhenDue()
  await setPurgedAt(0)
  await storeLeaver(400)
  await purgeWhenDue()

  assert.equal(await leavers(), 1)
})
