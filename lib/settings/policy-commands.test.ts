import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { withDatabase } from '#e2e/support/database'
import { eject, listAudit, user } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { withSandbox } from '#e2e/support/sandbox'
import { banPeople } from '#lib/bans/ban-people'
import { approveBans, listProposals } from '#lib/bans/proposals'
import { banPeopleInput } from '#lib/bans/request'
import { database } from '#lib/db/database'
import { auditHead, bans, decisions, policies } from '#lib/db/schema'
import { isKnownPolicy, isOffered, policyTitle, policyVersion, policyWeight } from '#lib/policies/book'
import { listPolicyVersions } from '#lib/policies/queries'
import { changeBanApproval } from './commands.ts'
import { changePolicy, createPolicy, offerPolicy } from './policy-commands.ts'
import { changePolicyInput, createPolicyInput } from './policy-schemas.ts'

withDatabase()
withSandbox()

const noor = anOperator('admin', { name: 'Noor' })
const eve = anOperator('admin', { id: 'op-eve', name: 'Eve' })
const WEEK = 7 * 86_400

const spam = (seen: number, chosen: object = {}) =>
  changePolicyInput.parse({
    code: 'spam',
    seen,
    title: 'Spam',
    text: 'Links nobody asked for.',
    urgency: 'urgent',
    banSeconds: 3_600,
    ...chosen,
  })

const doxxing = (chosen: object = {}) =>
  createPolicyInput.parse({
    code: 'doxxing',
    title: 'Doxxing',
    text: 'Publishing an address.',
    urgency: 'high',
    banSeconds: 'good',
    ...chosen,
  })

async function versionsOf(code: string) {
  const db = await database()
  const rows = await db
    .select({
      version: policies.version,
      title: policies.title,
      offered: policies.offered,
      by: policies.createdByName,
    })
    .from(policies)
    .where(eq(policies.code, code))
    .orderBy(policies.version)
  return rows
}

test('a change is a new version, in force at once, on record, and the old one stays readable', async () => {
  const [first] = await listPolicyVersions(noor, { code: 'spam' })
  const stored = await changePolicy(noor, spam(1))

  assert.deepEqual(stored, { code: 'spam', version: 2, isNew: true })
  assert.equal(policyTitle('spam'), 'Spam')
  assert.equal(policyVersion('spam'), 2)
  assert.equal(policyWeight('spam'), 3)
  const versions = await listPolicyVersions(anOperator('viewer'), { code: 'spam' })
  assert.deepEqual(versions[1], first)
  assert.equal(versions[0]?.by, 'Noor')
  const [event] = await listAudit()
  assert.equal(event?.verb, 'policy.change')
  assert.deepEqual(event?.details, {
    code: 'spam',
    version: 2,
    urgency: 'urgent',
    banSeconds: 3_600,
    offered: true,
    changed: ['title', 'text', 'urgency', 'banSeconds'],
  })
})

test('what was decided and banned keeps its version; what comes after has the new one', async () => {
  await eject(noor, [user('u-1')], { policy: 'spam', ban: true, banSeconds: WEEK })
  await changePolicy(noor, spam(1))
  await eject(noor, [user('u-2')], { policy: 'spam', ban: true, banSeconds: WEEK })

  const db = await database()
  const decided = await db
    .select({ version: decisions.policyVersion })
    .from(decisions)
    .orderBy(decisions.askedAt)
  const banned = await db
    .select({ userId: bans.userId, version: bans.policyVersion })
    .from(bans)
    .orderBy(bans.userId)
  assert.deepEqual(decided, [{ version: 1 }, { version: 2 }])
  assert.deepEqual(banned, [
    { userId: 'u-1', version: 1 },
    { userId: 'u-2', version: 2 },
  ])
  const asked = (await listAudit()).filter(
    ({ verb, result }) => verb === 'participant.eject' && result === 'asked',
  )
  assert.deepEqual(
    asked.map(({ details }) => (details as { policyVersion: number }).policyVersion),
    [1, 2],
  )
})

test('whoever looked at an older version is told who changed it when, and changes nothing', async () => {
  await changePolicy(eve, spam(1))
  await assert.rejects(changePolicy(noor, spam(1, { title: 'Mine' })), {
    code: 'conflict',
    message:
      /^Eve changed this policy at \d{4}-\d\d-\d\d \d\d:\d\d UTC: version 2 is in force\. Yours is not stored\.$/,
  })
  await assert.rejects(offerPolicy(noor, { code: 'spam', seen: 1, offered: false }), { code: 'conflict' })

  assert.equal((await versionsOf('spam')).length, 2)
  assert.equal((await listAudit()).length, 1)
})

test('of many who save at once one is stored, and all the others are told so', async () => {
  const admins = Array.from({ length: 8 }, (_, place) =>
    anOperator('admin', { id: `op-${place}`, name: `Admin ${place}` }),
  )
  const tried = await Promise.allSettled(
    admins.map((admin, place) => changePolicy(admin, spam(1, { title: `Title ${place}` }))),
  )

  const won = tried.flatMap((each, place) => (each.status === 'fulfilled' ? [place] : []))
  assert.equal(won.length, 1)
  const versions = await versionsOf('spam')
  assert.deepEqual(
    versions.map(({ version }) => version),
    [1, 2],
  )
  assert.equal(versions[1]?.title, `Title ${won[0]}`)
  for (const each of tried)
    if (each.status === 'rejected')
      assert.match(
        each.reason.message,
        new RegExp(`^Admin ${won[0]} changed this policy at .*version 2 is in force`),
      )
  assert.equal((await listAudit()).length, 1)
  assert.equal(policyTitle('spam'), `Title ${won[0]}`)
})

test('saving what is in force already makes no version and no event', async () => {
  await changePolicy(noor, spam(1))
  assert.deepEqual(await changePolicy(noor, spam(2)), { code: 'spam', version: 2, isNew: false })

  assert.equal((await versionsOf('spam')).length, 2)
  assert.equal((await listAudit()).length, 1)
})

test('a policy of one’s own can be chosen at once, and its code is taken from then on', async () => {
  await createPolicy(noor, doxxing())

  assert.ok(isOffered('doxxing'))
  assert.equal((await eject(noor, [user('u-1')], { policy: 'doxxing' })).policyVersion, 1)
  await assert.rejects(createPolicy(eve, doxxing({ title: 'Another' })), {
    code: 'conflict',
    fieldErrors: { code: 'There is a policy with the code doxxing already.' },
  })
  assert.equal(policyTitle('doxxing'), 'Doxxing')
  assert.equal((await listAudit())[0]?.verb, 'policy.create')
})

test('two who make the same code at once make one policy', async () => {
  const tried = await Promise.allSettled([createPolicy(noor, doxxing()), createPolicy(eve, doxxing())])

  assert.deepEqual(tried.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await versionsOf('doxxing')).length, 1)
  assert.equal((await listAudit()).length, 1)
})

test('a withdrawn policy is not offered until it is offered again, and each is a version', async () => {
  await offerPolicy(noor, { code: 'spam', seen: 1, offered: false })
  assert.equal(isOffered('spam'), false)
  assert.ok(isKnownPolicy('spam'))
  await changePolicy(noor, spam(2))
  assert.equal(isOffered('spam'), false, 'a change of words offers nothing')
  await offerPolicy(eve, { code: 'spam', seen: 3, offered: true })

  assert.ok(isOffered('spam'))
  assert.deepEqual(
    (await versionsOf('spam')).map(({ offered, by }) => ({ offered, by })),
    [
      { offered: true, by: 'Roomwarden' },
      { offered: false, by: 'Noor' },
      { offered: false, by: 'Noor' },
      { offered: true, by: 'Eve' },
    ],
  )
})

test('the policy for whatever else cannot be withdrawn', async () => {
  await assert.rejects(offerPolicy(noor, { code: 'other', seen: 1, offered: false }), {
    code: 'invalid_input',
  })

  assert.ok(isOffered('other'))
  assert.deepEqual(await listAudit(), [])
})

test('a policy that is not there cannot be changed', async () => {
  await assert.rejects(changePolicy(noor, spam(1, { code: 'nope' })), { code: 'not_found' })
  await assert.rejects(offerPolicy(noor, { code: 'nope', seen: 1, offered: false }), { code: 'not_found' })
})

test('nobody but an admin makes, changes or withdraws a policy', async () => {
  for (const role of ['viewer', 'support', 'moderator'] as const) {
    const operator = anOperator(role)
    await assert.rejects(createPolicy(operator, doxxing()), { code: 'forbidden' })
    await assert.rejects(changePolicy(operator, spam(1)), { code: 'forbidden' })
    await assert.rejects(offerPolicy(operator, { code: 'spam', seen: 1, offered: false }), {
      code: 'forbidden',
    })
  }

  assert.deepEqual(await listAudit(), [])
  assert.equal((await versionsOf('spam')).length, 1)
  assert.deepEqual(await versionsOf('doxxing'), [])
})

test('a change that cannot be put on record is no change', async () => {
  const db = await database()
  const [head] = await db.select().from(auditHead)
  assert.ok(head)
  await db.delete(auditHead)
  await assert.rejects(changePolicy(noor, spam(1)))
  await assert.rejects(createPolicy(noor, doxxing()))
  await db.insert(auditHead).values(head)

  assert.equal((await versionsOf('spam')).length, 1)
  assert.deepEqual(await versionsOf('doxxing'), [])
  assert.equal(policyVersion('spam'), 1)
})

test('bans that a colleague asked for are approved under a policy withdrawn since, in its version of today', async () => {
  await changeBanApproval(noor, { secondAdmin: true })
  const userIds = Array.from({ length: 51 }, (_, place) => `u-${place}`)
  const terms = { scope: { kind: 'room', room: 'class-7b' }, until: null, policy: 'spam' }
  await banPeople(noor, banPeopleInput.parse({ userIds, terms, evenIfBanned: false }))
  await offerPolicy(eve, { code: 'spam', seen: 1, offered: false })

  const [proposal] = await listProposals(eve)
  assert.equal(proposal?.policy, 'spam')
  await approveBans(eve, { proposalId: proposal?.proposalId ?? '' })
  const db = await database()
  const { rows } = await db.execute<{ version: number; bans: string }>(
    sql`select policy_version as version, count(*)::int as bans from bans group by 1`,
  )
  assert.deepEqual(rows, [{ version: 2, bans: 51 }])
})

test('hostile texts are stored and read as they were written', async () => {
  const text = '<img src=x onerror=alert(1)>\n=cmd|x\n\u202eltr \u{1f600} javascript:alert(1)'
  const title = '</title><script>alert(1)</script>'
  await createPolicy(noor, doxxing({ title, text: `${text}\0\ud800` }))

  const [version] = await listPolicyVersions(noor, { code: 'doxxing' })
  assert.equal(version?.title, title)
  assert.equal(version?.text, `${text}\ufffd\ufffd`)
})

test('codes, titles, texts, urgencies and lengths that make no sense are refused in a sentence', () => {
  const refused = [
    ...['', 'x', 'Spam', '1st', '_a', 'a-b', 'a b', `a${'b'.repeat(40)}`, 'ä1', 7, null].map((code) => ({
      code,
    })),
    ...['', '  ', 'x'.repeat(81), 'two\nlines', null].map((title) => ({ title })),
    ...['', ' \n ', 'x'.repeat(10_001), null].map((text) => ({ text })),
    ...['', 'dire', 3].map((urgency) => ({ urgency })),
    ...['', '0', '60', '-1', 'Infinity', 'for ever', 1e12, undefined].map((banSeconds) => ({ banSeconds })),
  ]
  const usual = { code: 'doxxing', title: 'T', text: 'X', urgency: 'low', banSeconds: 'good' }
  for (const wrong of refused) {
    const { success, error } = createPolicyInput.safeParse({ ...usual, ...wrong })
    assert.equal(success, false, JSON.stringify(wrong))
    assert.match(error?.issues[0]?.message ?? '', /^[A-Z].*\.$/, JSON.stringify(wrong))
  }
  assert.equal(createPolicyInput.parse({ ...usual, banSeconds: String(WEEK) }).banSeconds, WEEK)
  assert.equal(createPolicyInput.safeParse({ ...usual, version: 7 }).success, false)
})
