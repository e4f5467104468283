import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { listBans, ROOM, storeBan } from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { listDeliveryRows, listTold, storeWebhook } from '#e2e/support/outbox'
import { anApiCaller } from '#e2e/support/tokens'
import { changeBanApproval } from '#lib/settings/commands'
import { banPeople } from './ban-people.ts'
import { apiBansInput, banByApi } from './by-api.ts'
import { liftBan, liftChosen } from './commands.ts'
import { importBans } from './import.ts'
import { approveBans, listProposals } from './proposals.ts'
import { banPeopleInput, banTermsInput } from './request.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const eve = anOperator('admin', { id: 'op-eve', name: 'Eve' })
const terms = {
  scope: { kind: 'room', room: ROOM },
  until: { seconds: 3_600 },
  policy: 'spam',
  reason: 'a "raid"',
}
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const people = (userIds: string[], chosen: object = {}, evenIfBanned = false) =>
  banPeopleInput.parse({ userIds, terms: { ...terms, ...chosen }, evenIfBanned })

const usersOf = async (type: 'ban.created' | 'ban.lifted') =>
  (await listTold(type)).map(({ data }) => String(data.user_id)).sort()

test('a ban is told with what it says, as the list has it', async () => {
  await storeWebhook()
  await banPeople(moderator, people(['u-1']))
  const [told] = await listTold()
  const [ban] = await listBans()
  const { at, ...data } = told?.data ?? {}
  assert.match(String(at), ISO)
  assert.deepEqual([told?.type, told?.room], ['ban.created', ROOM])
  assert.deepEqual(data, {
    id: ban?.banId,
    user_id: 'u-1',
    scope: { kind: 'room', value: ROOM },
    starts_at: ban?.startsAt.toISOString(),
    ends_at: ban?.endsAt?.toISOString(),
    policy: 'spam',
    reason: 'a "raid"',
    by: moderator.name,
  })
})

test('bans of patterns and of all rooms are about no single room, and may have no end', async () => {
  await storeWebhook()
  await storeWebhook({ patterns: ['class-*'] })
  const pattern = { scope: { kind: 'pattern', pattern: 'class-*' }, until: null }
  await banPeople(admin, people(['u-1'], pattern))
  await banPeople(admin, people(['u-2'], { scope: { kind: 'all' }, until: null }))
  const told = await listTold('ban.created')
  const scopes = new Map(told.map(({ room, data }) => [data.user_id, [room, data.scope, data.ends_at]]))
  assert.deepEqual(scopes.get('u-1'), [null, { kind: 'pattern', value: 'class-*' }, null])
  assert.deepEqual(scopes.get('u-2'), [null, { kind: 'all', value: null }, null])
  assert.equal((await listDeliveryRows()).length, 2, 'who hears of some rooms hears nothing of these')
})

test('only what is newly stored is told: no ban that was there as long, none of somebody protected', async () => {
  await storeWebhook()
  await storeBan('u-kept', { endsAt: null })
  await protect('u-staff')
  await banPeople(moderator, people(['u-kept', 'u-new'], {}, true))
  await assert.rejects(banPeople(moderator, people(['u-staff', 'u-other'])))
  assert.deepEqual(await usersOf('ban.created'), ['u-new'])
})

test('backends and files tell as well, and a large ban when it is approved', async () => {
  await storeWebhook()
  const body = { user_ids: ['u-api'], scope: terms.scope, seconds: 60, policy: 'spam', reason: '' }
  await banByApi(anApiCaller(), apiBansInput.parse(body))
  assert.equal((await listTold())[0]?.data.by, 'host app')

  const defaults = banTermsInput.parse(terms)
  await changeBanApproval(admin, { secondAdmin: true })
  const rows = Array.from({ length: 60 }, (_, index) => ({
    line: index + 1,
    userId: `u-${index}`,
    name: null,
    terms: {},
  }))
  await importBans(admin, { rows, defaults, evenIfBanned: false })
  assert.equal((await listTold()).length, 1, 'nothing is told of what waits')
  const [proposal] = await listProposals(eve)
  await approveBans(eve, { proposalId: proposal?.proposalId ?? '' })
  assert.equal((await usersOf('ban.created')).length, 61)
})

test('ten thousand bans of a file are told, each once', async () => {
  await storeWebhook()
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    line: index + 1,
    userId: `u-${index}`,
    name: null,
    terms: {},
  }))
  await importBans(admin, { rows, defaults: banTermsInput.parse(terms), evenIfBanned: false })
  assert.equal(new Set(await usersOf('ban.created')).size, 10_000)
  assert.equal((await listDeliveryRows()).length, 10_000)
})

test('a lifted ban is told once, by whom and why, also when two lift it', async () => {
  await storeWebhook()
  const [first, second] = [
    await storeBan('u-1'),
    await storeBan('u-2', { scopeKind: 'all', scopeValue: '', endsAt: null }),
  ]
  await Promise.allSettled([
    liftBan(admin, { banId: first, reason: 'a mistake' }),
    liftBan(eve, { banId: first, reason: 'a mistake' }),
  ])
  await liftChosen(admin, { banIds: [first, second], reason: 'a mistake' })
  assert.deepEqual(await usersOf('ban.lifted'), ['u-1', 'u-2'])
  const told = (await listTold('ban.lifted')).find(({ data }) => data.user_id === 'u-2')
  assert.deepEqual(
    [told?.room, told?.data.scope, told?.data.ends_at, told?.data.reason, told?.data.by],
    [null, { kind: 'all', value: null }, null, 'a mistake', admin.name],
  )
  assert.match(String(told?.data.at), ISO)
})
