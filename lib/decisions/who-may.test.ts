import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, eject, listBans, listDecisionRows, ROOM, session, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator } from '#e2e/support/operators'
import { withSandbox } from '#e2e/support/sandbox'
import type { Role } from '#lib/permissions/permissions'
import { stopDecision, undoBan } from './commands.ts'
import { getDecision, listDecisions } from './queries.ts'
import type { EjectRequest } from './schemas.ts'

withDatabase()
const { daily } = withSandbox()

const moderator = anOperator('moderator')
const admin = anOperator('admin')

const joined = withHostedRoom(daily)

const DENIED: [string, Role, Partial<EjectRequest>, string][] = [
  ['a viewer ejects nobody', 'viewer', {}, 'participant.eject'],
  ['support bans nobody', 'support', { ban: true }, 'ban.room'],
  [
    'a moderator bans nobody for longer than 30 days',
    'moderator',
    { ban: true, banSeconds: 30 * 86_400 + 1 },
    'ban.wide',
  ],
  ['a moderator bans nobody for good', 'moderator', { ban: true, banSeconds: null }, 'ban.wide'],
  [
    'a moderator bans nobody from all rooms',
    'moderator',
    { ban: true, banScope: { kind: 'all' } },
    'ban.wide',
  ],
  [
    'a moderator bans nobody from a pattern',
    'moderator',
    { ban: true, banScope: { kind: 'pattern', pattern: 'class-*' } },
    'ban.wide',
  ],
  ['a moderator of other rooms ejects nobody here', 'moderator', { room: 'other-room' }, 'participant.eject'],
]

for (const [sentence, role, chosen, permission] of DENIED) {
  test(sentence, async () => {
    const sam = await joined('u-sam')
    const operator = anOperator(role, { patterns: ['class-*'] })

    await assert.rejects(eject(operator, [session(sam)], chosen), { code: 'forbidden', permission })

    assert.deepEqual(daily().requests(), [])
    assert.deepEqual(await listDecisionRows(), [])
    assert.deepEqual(await listBans(), [])
    assert.deepEqual(await auditTrail(), [])
  })
}

test('support ejects, a moderator bans for 30 days, an admin for good and everywhere', async () => {
  await eject(anOperator('support'), [user('u-1')])
  await eject(moderator, [user('u-2')], { ban: true, banSeconds: 30 * 86_400 })
  await eject(admin, [user('u-3')], { ban: true, banSeconds: null, banScope: { kind: 'all' } })
  const bans = await listBans()
  assert.deepEqual(
    bans.map(({ userId, scopeKind, endsAt }) => [userId, scopeKind, endsAt === null]),
    [
      ['u-2', 'room', false],
      ['u-3', 'all', true],
    ],
  )
})

test('a decision in a room one does not cover cannot be seen, stopped or undone', async () => {
  const { id: decisionId } = await eject(moderator, [user('u-sam')], { ban: true })
  const stranger = anOperator('moderator', { id: 'op-other', patterns: ['other-*'] })

  for (const act of [getDecision, stopDecision, undoBan])
    await assert.rejects(act(stranger, { decisionId }), { code: 'not_found' })
  await assert.rejects(listDecisions(stranger, { room: ROOM }), { code: 'forbidden' })

  assert.equal((await listBans())[0]?.liftedAt, null)
  assert.equal((await auditTrail()).length, 2)
})

test('support undoes no ban, and a moderator not that of a colleague', async () => {
  const { id: decisionId } = await eject(moderator, [user('u-sam')], { ban: true })
  for (const operator of [anOperator('support'), anOperator('moderator', { id: 'op-other' })]) {
    assert.equal((await getDecision(operator, { decisionId })).canUndoBan, false)
    await assert.rejects(undoBan(operator, { decisionId }), { code: 'forbidden' })
  }
  assert.equal((await listBans())[0]?.liftedAt, null)
})

test('of 25 decisions the 20 newest are listed, none twice', async () => {
  for (let index = 0; index < 25; index += 1) await eject(moderator, [user(`u-${index}`)])
  const { decisions } = await listDecisions(moderator, { room: ROOM })
  assert.equal(new Set(decisions.map((decision) => decision.id)).size, 20)
})
