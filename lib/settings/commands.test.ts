import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { auditEvents, settings } from '#lib/db/schema'
import { changePace } from './commands.ts'
import { getCallsPerSecond, getPace } from './queries.ts'
import { DEFAULT_CALLS_PER_SECOND, paceInput } from './schemas.ts'

withDatabase()

async function events() {
  const db = await database()
  return db.select({ verb: auditEvents.verb, details: auditEvents.details }).from(auditEvents)
}

test('an admin changes the pace, and the record tells from what to what', async () => {
  await changePace(anOperator('admin'), { callsPerSecond: 20 })

  assert.equal(await getCallsPerSecond(), 20)
  const before = DEFAULT_CALLS_PER_SECOND
  assert.deepEqual(await events(), [{ verb: 'settings.manage', details: { callsPerSecond: 20, before } }])
})

test('nobody but an admin sees or changes the pace', async () => {
  for (const role of ['viewer', 'support', 'moderator'] as const) {
    await assert.rejects(changePace(anOperator(role), { callsPerSecond: 20 }), { code: 'forbidden' })
    await assert.rejects(getPace(anOperator(role)), { code: 'forbidden' })
  }

  assert.deepEqual(await events(), [])
  assert.equal(await getCallsPerSecond(), DEFAULT_CALLS_PER_SECOND)
})

test('two admins at once leave one pace and two events', async () => {
  const [noor, eve] = [anOperator('admin'), anOperator('admin', { id: 'op-other', name: 'Eve' })]
  await Promise.all([changePace(noor, { callsPerSecond: 5 }), changePace(eve, { callsPerSecond: 9 })])

  assert.ok([5, 9].includes(await getCallsPerSecond()))
  assert.equal((await events()).length, 2)
})

test('a pace outside 1 to 20, or no whole number, is refused in a sentence', () => {
  for (const callsPerSecond of ['0', '21', '2.5', 'fast', '']) {
    const { success, error } = paceInput.safeParse({ callsPerSecond })
    assert.equal(success, false)
    assert.match(error?.issues[0]?.message ?? '', /\.$/)
  }
})

test('a pace that somebody wrote into the table by hand and that makes no sense counts as none', async () => {
  const db = await database()
  await db.insert(settings).values({ key: 'calls_per_second', value: 'plenty' })

  assert.equal(await getCallsPerSecond(), DEFAULT_CALLS_PER_SECOND)
})
