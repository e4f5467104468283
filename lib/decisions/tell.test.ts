import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import {
  anEject,
  eject,
  listDecisionRows,
  ROOM,
  resumeNow,
  session,
  storeBan,
  user,
} from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { listTold, storeWebhook } from '#e2e/support/outbox'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { toActor } from '#lib/audit/record'
import { database } from '#lib/db/database'
import { decisions } from '#lib/db/schema'
import { stopDecision, undoBan } from './commands.ts'
import { recordIntent } from './intent.ts'
import { getDecision } from './queries.ts'

withDatabase()
const { daily } = withSandbox()

const moderator = anOperator('moderator')

beforeEach(async () => {
  daily().createRoom({ name: ROOM })
  daily().join(ROOM, { userName: 'Host', userId: 'u-host' })
  await storeWebhook()
})

const countsOf = async () => (await listTold('decision.settled')).map(({ data }) => data.counts)
const NOBODY = { ejected: 0, not_in_room: 0, failed: 0, unconfirmed: 0, not_attempted: 0 }

test('a decision is told once it is settled, with what became of everybody', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await protect('u-staff')
  const { id } = await eject(moderator, [session(sam), user('u-away'), user('u-staff')], {
    policy: 'hate',
    reason: 'a raid',
  })
  const [told, ...more] = await listTold()
  assert.deepEqual(more, [])
  const [row] = await listDecisionRows()
  assert.deepEqual([told?.type, told?.room], ['decision.settled', ROOM])
  assert.deepEqual(told?.data, {
    id,
    room: ROOM,
    by: moderator.name,
    automated: false,
    ban: false,
    policy: 'hate',
    policy_version: row?.policyVersion,
    reason: 'a raid',
    report_id: null,
    counts: { ...NOBODY, ejected: 1, not_in_room: 1, not_attempted: 1 },
    asked_at: row?.askedAt.toISOString(),
    settled_at: row?.settledAt?.toISOString(),
  })
})

test('an eject with ban tells of the ban too, and undoing it of that', async () => {
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  await pollNow()
  const { id } = await eject(moderator, [session(sam)], { ban: true })
  await undoBan(moderator, { decisionId: id })
  const types = (await listTold()).map(({ type }) => type)
  assert.deepEqual(types, ['ban.created', 'decision.settled', 'ban.lifted'])
})

test('a list of many calls is told once, when its last call is answered, with the outcomes of all', async () => {
  daily().joinMany(
    ROOM,
    Array.from({ length: 700 }, (_, index) => ({ userId: `u-${index}`, userName: 'Raider' })),
  )
  await pollNow()
  const users = Array.from({ length: 1_000 }, (_, index) => user(`u-${index}`))
  const { id } = await eject(moderator, users)
  assert.deepEqual(await countsOf(), [])
  await resumeNow()
  const { counts } = await getDecision(moderator, { decisionId: id })
  assert.deepEqual([counts.ejected, counts.not_in_room], [700, 300])
  assert.deepEqual(await countsOf(), [{ ...NOBODY, ejected: 700, not_in_room: 300 }])
})

test('what is settled from the start is told; a repetition of a confirmation is not', async () => {
  await protect('u-staff')
  const intentKey = crypto.randomUUID()
  await eject(moderator, [user('u-staff')], { intentKey })
  await eject(moderator, [user('u-staff')], { intentKey })
  assert.deepEqual(await countsOf(), [{ ...NOBODY, not_attempted: 1 }])
})

test('a decision that was stopped is told with those who were not attempted', async () => {
  const { id } = await eject(
    moderator,
    Array.from({ length: 150 }, (_, index) => user(`u-${index}`)),
  )
  await stopDecision(moderator, { decisionId: id })
  await resumeNow()
  assert.deepEqual(await countsOf(), [{ ...NOBODY, not_attempted: 150 }])
})

test('a decision whose server died in the middle is told when the next one settles it', async () => {
  const { decisionId } = await recordIntent(
    { ...moderator, actor: toActor(moderator) },
    anEject([user('u-7'), user('u-8')]),
  )
  assert.deepEqual(await countsOf(), [])
  const db = await database()
  await db.update(decisions).set({ worker: 'dead', workerUntil: new Date(0) })
  await resumeNow()
  const [told] = await listTold('decision.settled')
  assert.equal(told?.data.id, decisionId)
  assert.deepEqual(await countsOf(), [{ ...NOBODY, unconfirmed: 2 }])
})

test('enforcement tells of each person whom it ejected, and of no decision', async () => {
  const banId = await storeBan('u-sam')
  await storeBan('u-mia')
  const sam = daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  const mia = daily().join(ROOM, { userName: 'Mia', userId: 'u-mia' })
  await pollNow()
  const told = await listTold()
  assert.deepEqual([...new Set(told.map(({ type }) => type))], ['ban.enforced'])
  assert.deepEqual(told.map(({ data }) => data.participant_id).sort(), [sam, mia].sort())
  const { at, ...data } = told.find((event) => event.data.user_id === 'u-sam')?.data ?? {}
  assert.match(String(at), /Z$/)
  assert.deepEqual(data, { ban_id: banId, user_id: 'u-sam', room: ROOM, participant_id: sam })
})

test('enforcement that Daily does not answer tells nothing until somebody is out', async () => {
  await storeBan('u-sam')
  daily().join(ROOM, { userName: 'Sam', userId: 'u-sam' })
  daily().addFault({ route: 'eject', kind: '500' })
  await pollNow()
  assert.deepEqual(await listTold(), [])
})

test('a rolled-back intent tells nothing', async () => {
  const db = await database()
  await db.execute('alter table audit_head rename to audit_head_away')
  try {
    await assert.rejects(eject(moderator, [user('u-1')], { ban: true }))
  } finally {
    await db.execute('alter table audit_head_away rename to audit_head')
  }
  assert.deepEqual([await listTold(), await listDecisionRows()], [[], []])
})
