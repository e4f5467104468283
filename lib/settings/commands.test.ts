import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { auditEvents, settings } from '#lib/db/schema'
import { changeHistory, changeJoinWave, changePace } from './commands.ts'
import {
  getCallsPerSecond,
  getHistoryDays,
  getHistorySetting,
  getJoinWave,
  getJoinWaveSetting,
  getPace,
} from './queries.ts'
import {
  DEFAULT_CALLS_PER_SECOND,
  DEFAULT_HISTORY_DAYS,
  DEFAULT_JOIN_WAVE,
  historyInput,
  joinWaveInput,
  paceInput,
} from './schemas.ts'

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

test('an admin changes what a join wave is, and the record tells from what to what', async () => {
  const joinWave = { joins: 30, minutes: 5 }
  await changeJoinWave(anOperator('admin'), joinWave)

  assert.deepEqual(await getJoinWave(), joinWave)
  assert.deepEqual(await getJoinWaveSetting(anOperator('admin')), joinWave)
  const details = { joinWave, before: DEFAULT_JOIN_WAVE }
  assert.deepEqual(await events(), [{ verb: 'settings.manage', details }])
})

test('an admin changes how long history is kept, and the record tells from what to what', async () => {
  await changeHistory(anOperator('admin'), { days: 30 })

  assert.equal(await getHistoryDays(), 30)
  assert.deepEqual(await getHistorySetting(anOperator('admin')), { days: 30 })
  const details = { historyDays: 30, before: DEFAULT_HISTORY_DAYS }
  assert.deepEqual(await events(), [{ verb: 'settings.manage', details }])
})

test('nobody but an admin sees or changes join waves and history', async () => {
  for (const role of ['viewer', 'support', 'moderator'] as const) {
    const operator = anOperator(role)
    await assert.rejects(changeJoinWave(operator, { joins: 3, minutes: 1 }), { code: 'forbidden' })
    await assert.rejects(getJoinWaveSetting(operator), { code: 'forbidden' })
    await assert.rejects(changeHistory(operator, { days: 1 }), { code: 'forbidden' })
    await assert.rejects(getHistorySetting(operator), { code: 'forbidden' })
  }

  assert.deepEqual(await events(), [])
  assert.deepEqual(await getJoinWave(), DEFAULT_JOIN_WAVE)
  assert.equal(await getHistoryDays(), DEFAULT_HISTORY_DAYS)
})

test('two admins at once leave one join wave, one history and an event each', async () => {
  const [noor, eve] = [anOperator('admin'), anOperator('admin', { id: 'op-other', name: 'Eve' })]
  await Promise.all([
    changeJoinWave(noor, { joins: 5, minutes: 1 }),
    changeJoinWave(eve, { joins: 9, minutes: 3 }),
    changeHistory(noor, { days: 10 }),
    changeHistory(eve, { days: 20 }),
  ])

  const wave = await getJoinWave()
  assert.ok([5, 9].includes(wave.joins))
  assert.equal(wave.minutes, wave.joins === 5 ? 1 : 3)
  assert.ok([10, 20].includes(await getHistoryDays()))
  assert.equal((await events()).length, 4)
})

test('joins, minutes and days outside their bounds, or no whole numbers, are refused in a sentence', () => {
  const refused = [
    ...['1', '2001', '2.5', 'many', ''].map((joins) => joinWaveInput.safeParse({ joins, minutes: '2' })),
    ...['0', '61', '0.5', 'soon', ''].map((minutes) => joinWaveInput.safeParse({ joins: '10', minutes })),
    ...['0', '3651', '1.5', 'always', ''].map((days) => historyInput.safeParse({ days })),
  ]
  for (const { success, error } of refused) {
    assert.equal(success, false)
    assert.match(error?.issues[0]?.message ?? '', /\.$/)
  }
  assert.deepEqual(joinWaveInput.parse({ joins: '2000', minutes: '60' }), { joins: 2_000, minutes: 60 })
  assert.deepEqual(historyInput.parse({ days: '3650' }), { days: 3_650 })
})

test('join waves and history that somebody wrote into the table by hand and that make no sense count as none', async () => {
  const db = await database()
  await db.insert(settings).values([
    { key: 'join_wave', value: { joins: 1 } },
    { key: 'history_days', value: 'for good' },
  ])

  assert.deepEqual(await getJoinWave(), DEFAULT_JOIN_WAVE)
  assert.equal(await getHistoryDays(), DEFAULT_HISTORY_DAYS)
})
