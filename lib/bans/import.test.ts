import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { listAudit, listBans, ROOM, storeBan } from '#e2e/support/decisions'
import { anOperator, protect } from '#e2e/support/operators'
import { changeBanApproval } from '#lib/settings/commands'
import { readId } from '../../app/(console)/bans/read-id.ts'
import { readBanFile } from './ban-file.ts'
import { banPeople } from './ban-people.ts'
import { toBansCsv } from './export.ts'
import { importBans, previewImport } from './import.ts'
import { approveBans, declineBans, listProposals, withdrawBans } from './proposals.ts'
import { exportBans, listBans as listBanPages } from './queries.ts'
import { banPeopleInput, banTermsInput } from './request.ts'
import { exportBansInput, listBansInput } from './schemas.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const eve = anOperator('admin', { id: 'op-eve', name: 'Eve' })
const defaults = { scope: { kind: 'room', room: ROOM }, until: { seconds: 3_600 }, policy: 'spam' }
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

function anImport(text: string, evenIfBanned = false) {
  return { rows: readBanFile(text, readId).rows, defaults: banTermsInput.parse(defaults), evenIfBanned }
}

test('rows say what they say, and the rest comes from the defaults', async () => {
  const end = inDays(5)
  const text = `user_id,scope,scope_value,ends_at,policy\nu-1,,,,\nu-2,pattern,class-*,${end},hate\nu-3,all,,for good,`
  assert.deepEqual(await importBans(admin, anImport(text)), { stored: 3, kept: 0, waits: false, leftOut: 0 })
  assert.deepEqual(
    (await listBans()).map(({ userId, scopeKind, endsAt }) => [userId, scopeKind, endsAt !== null]),
    [
      ['u-1', 'room', true],
      ['u-2', 'pattern', true],
      ['u-3', 'all', false],
    ],
  )
  assert.deepEqual(
    (await listAudit()).map(({ verb, details }) => [verb, details.source]),
    Array.from({ length: 3 }, () => ['ban.create', 'import']),
  )
})

test('the preview accounts for every row and changes nothing', async () => {
  await protect('staff-1')
  await storeBan('u-2', { endsAt: null })
  const text = `user_id,ends_at,scope\nu-1,,\nu-2,,\nstaff-1,,\nu-1,,\nu-3,${inDays(-1)},\nu-4,,all`
  const preview = await previewImport(moderator, anImport(text))
  assert.deepEqual(
    preview.bans.map(({ userId }) => userId),
    ['u-1'],
  )
  assert.deepEqual(
    preview.already.map(({ userId, line }) => [userId, line]),
    [['u-2', 3]],
  )
  assert.deepEqual(preview.protected, ['staff-1'])
  assert.deepEqual(preview.duplicates, [{ line: 5, userId: 'u-1' }])
  assert.deepEqual(preview.rejected, [
    { line: 6, text: 'u-3', reason: 'This end has passed already.' },
    { line: 7, text: 'u-4', reason: 'Only admins ban from several rooms.' },
  ])
  assert.equal((await listBans()).length, 1)

  assert.deepEqual(await importBans(moderator, anImport(text)), {
    stored: 1,
    kept: 0,
    waits: false,
    leftOut: 5,
  })
  const again = await importBans(moderator, anImport('user_id\nu-2', true))
  assert.deepEqual(again, { stored: 0, kept: 1, waits: false, leftOut: 0 })
})

test('a moderator imports nothing into a room that is not theirs, and others import nothing at all', async () => {
  const elsewhere = anOperator('moderator', { patterns: ['lab-*'] })
  assert.equal((await importBans(elsewhere, anImport('user_id\nu-1'))).stored, 0)
  for (const role of ['viewer', 'support'] as const) {
    await assert.rejects(importBans(anOperator(role), anImport('user_id\nu-1')), { code: 'forbidden' })
    await assert.rejects(previewImport(anOperator(role), anImport('user_id\nu-1')), { code: 'forbidden' })
  }
  assert.deepEqual(await listBans(), [])
  assert.deepEqual(await listAudit(), [])
})

test('175 bans of one moment are counted, exported and imported again as they were', async () => {
  const startsAt = new Date(Date.now() - 3_600_000)
  for (let index = 0; index < 175; index += 1)
    await storeBan(`=u-${index}`, { startsAt, reason: `+"${index}",\n`, name: '@Sam', endsAt: null })
  const filters = { state: 'active', search: '' }
  const page = await listBanPages(admin, listBansInput.parse(filters))
  assert.equal(page.counts.active, 175)
  const exported = await exportBans(admin, exportBansInput.parse({ ...filters, format: 'csv' }))
  assert.equal(exported.length, 175)

  const text = toBansCsv(exported)
  const { rows, rejected } = readBanFile(text, readId)
  assert.deepEqual(rejected, [])
  assert.equal(rows.length, 175)
  const preview = await previewImport(admin, anImport(text))
  assert.equal(preview.already.length, 175)
})

test('an export holds what the filters select, in each state', async () => {
  await storeBan('active')
  await storeBan('upcoming', { startsAt: new Date(inDays(1)), endsAt: new Date(inDays(2)) })
  await storeBan('ended', { startsAt: new Date(inDays(-2)), endsAt: new Date(inDays(-1)) })
  await storeBan('lifted', { liftedAt: new Date(), liftedByName: 'Eve', liftReason: 'appeal' })
  await storeBan('hate', { policy: 'hate' })
  await storeBan('wide', { scopeKind: 'all', scopeValue: '' })
  const found = async (filters: object) =>
    (await exportBans(admin, exportBansInput.parse({ format: 'csv', ...filters })))
      .map(({ userId }) => userId)
      .sort()
  assert.deepEqual(await found({}), ['active', 'hate', 'wide'])
  for (const state of ['upcoming', 'ended', 'lifted']) assert.deepEqual(await found({ state }), [state])
  assert.deepEqual(await found({ policy: 'hate' }), ['hate'])
  assert.deepEqual(await found({ scope: 'all' }), ['wide'])
  assert.deepEqual(await found({ policy: 'nonsense', state: 'x' }), ['active', 'hate', 'wide'])
  const { counts } = await listBanPages(admin, listBansInput.parse({}))
  assert.deepEqual(counts, { active: 3, upcoming: 1, ended: 1, lifted: 1 })
})

test('only moderators and admins export, and only bans of rooms they cover', async () => {
  await storeBan('here')
  await storeBan('there', { scopeValue: 'lab-1' })
  const input = exportBansInput.parse({ format: 'csv' })
  for (const role of ['viewer', 'support'] as const)
    await assert.rejects(exportBans(anOperator(role), input), { code: 'forbidden' })
  const elsewhere = anOperator('moderator', { patterns: ['lab-*'] })
  assert.deepEqual(
    (await exportBans(elsewhere, input)).map(({ userId }) => userId),
    ['there'],
  )
})

const MANY = Array.from({ length: 51 }, (_, index) => `u-${index}`)
const many = (chosen: object = {}) =>
  banPeopleInput.parse({ userIds: MANY, terms: { ...defaults, ...chosen }, evenIfBanned: false })

async function onlyProposal(): Promise<string> {
  return (await listProposals(eve))[0]?.proposalId ?? ''
}

test('with the setting on, a large ban waits for another admin, who approves it', async () => {
  await changeBanApproval(admin, { secondAdmin: true })
  assert.deepEqual(await banPeople(admin, many()), { stored: 0, kept: 0, waits: true })
  await banPeople(admin, many())
  assert.equal((await listProposals(eve)).length, 1)
  assert.deepEqual(await listBans(), [])
  const proposalId = await onlyProposal()
  await assert.rejects(approveBans(admin, { proposalId }), { code: 'forbidden' })
  await assert.rejects(approveBans(moderator, { proposalId }), { code: 'forbidden' })
  await assert.rejects(declineBans(moderator, { proposalId }), { code: 'forbidden' })

  assert.equal((await approveBans(eve, { proposalId })).stored, 51)
  assert.equal((await listBans()).length, 51)
  assert.deepEqual(
    (await listAudit()).map(({ verb, actor }) => [verb, actor]),
    [
      ['settings.manage', 'Ada admin'],
      ['ban.propose', 'Ada admin'],
      ['ban.create', 'Eve'],
      ['ban.approve', 'Eve'],
    ],
  )
  assert.deepEqual(await listProposals(eve), [])
})

test('50 from one room need nobody, all rooms for good need a second admin, and off means off', async () => {
  const wide = banPeopleInput.parse({
    userIds: ['wide'],
    terms: { ...defaults, scope: { kind: 'all' }, until: null },
    evenIfBanned: true,
  })
  assert.equal((await banPeople(admin, wide)).waits, false)
  await changeBanApproval(admin, { secondAdmin: true })
  assert.equal((await banPeople(admin, wide)).waits, true)
  const fifty = { ...many(), userIds: MANY.slice(1) }
  assert.equal((await banPeople(moderator, fifty)).stored, 50)
})

test('an import waits too, and leaves out the same rows when it is approved', async () => {
  await changeBanApproval(admin, { secondAdmin: true })
  const text = `user_id,scope\n${MANY.join(',\n')},\nwide,all`
  const asked = await importBans(moderator, anImport(text))
  assert.equal(asked.waits, true)
  assert.equal((await approveBans(eve, { proposalId: await onlyProposal() })).stored, 51)
})

test('two who decide at once: one does, the other is told by whom', async () => {
  await changeBanApproval(admin, { secondAdmin: true })
  await banPeople(moderator, many())
  const proposalId = await onlyProposal()
  const results = await Promise.allSettled([
    approveBans(eve, { proposalId }),
    declineBans(admin, { proposalId }),
  ])
  const refused = results.find((result) => result.status === 'rejected')
  assert.equal(refused?.reason.code, 'conflict')
  assert.match(refused?.reason.message, /^(Eve has approved|Ada admin has declined) these bans already/)
  assert.ok([0, 51].includes((await listBans()).length))
})

test('the asker withdraws, and nobody else', async () => {
  await changeBanApproval(admin, { secondAdmin: true })
  await banPeople(moderator, many())
  const proposalId = await onlyProposal()
  await assert.rejects(withdrawBans(eve, { proposalId }), { code: 'not_found' })
  assert.deepEqual(await listProposals(anOperator('moderator', { id: 'op-other' })), [])
  assert.equal((await listProposals(moderator)).length, 1)
  assert.deepEqual(await withdrawBans(moderator, { proposalId }), { people: 51 })
  await assert.rejects(approveBans(eve, { proposalId }), /Ada moderator has withdrawn/)
  assert.deepEqual(await listBans(), [])
})
