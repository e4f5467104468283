import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { apiBansInput } from '#lib/bans/by-api'
import { importRowInput } from '#lib/bans/import-input'
import { banTermsInput } from '#lib/bans/request'
import { database } from '#lib/db/database'
import { policies } from '#lib/db/schema'
import { ejectInput } from '#lib/decisions/schemas'
import { describeApi } from '#lib/openapi/openapi'
import {
  currentPolicies,
  forgetPolicies,
  isKnownPolicy,
  isOffered,
  policyTitle,
  policyVersion,
  policyWeight,
  refreshPolicies,
} from './book.ts'
import { keepPoliciesFresh } from './events.ts'
import { FIRST_POLICIES, inOrder, type Policy } from './policies.ts'
import { listPolicies, listPolicyChoices, listPolicyVersions } from './queries.ts'

withDatabase()

/** As another process would: the book of this one knows nothing of it. */
async function storeElsewhere(...versions: (Partial<Policy> & Pick<Policy, 'code' | 'version'>)[]) {
  const usual = { title: 'A title', text: 'A text.', urgency: 'normal', createdByName: 'Eve' } as const
  const db = await database()
  await db.insert(policies).values(versions.map((version) => ({ ...usual, ...version })))
}

async function until(isSo: () => boolean, turns = 200): Promise<void> {
  for (let turn = 0; !isSo() && turn < turns; turn += 1) await new Promise((done) => setTimeout(done, 10))
  assert.ok(isSo())
}

test('what the code begins with is what the migration wrote', async () => {
  assert.deepEqual(currentPolicies(), inOrder(FIRST_POLICIES))
  await refreshPolicies()

  assert.deepEqual(currentPolicies(), inOrder(FIRST_POLICIES))
  assert.equal(currentPolicies().at(-1)?.code, 'other')
})

test('a version stored by another process is in force here after the next reading, the older ones are not', async () => {
  await storeElsewhere(
    { code: 'spam', version: 3, title: 'Third', urgency: 'urgent', banSeconds: 3_600 },
    { code: 'spam', version: 2, title: 'Second' },
  )
  assert.equal(policyVersion('spam'), 1)
  await refreshPolicies()

  assert.equal(policyVersion('spam'), 3)
  assert.equal(policyTitle('spam'), 'Third')
  assert.equal(policyWeight('spam'), 3)
})

test('asking for a code that is not in the book yet reads the book', async () => {
  await refreshPolicies()
  await new Promise((done) => setTimeout(done, 550))
  await storeElsewhere({ code: 'doxxing', version: 1, title: 'Doxxing' })

  assert.equal(policyTitle('doxxing'), 'doxxing')
  await until(() => isKnownPolicy('doxxing'))
  assert.equal(policyTitle('doxxing'), 'Doxxing')
})

test('a process that asks for nothing new learns of another’s change by itself', async () => {
  await refreshPolicies()
  const stop = keepPoliciesFresh()
  try {
    await storeElsewhere({ code: 'spam', version: 2, title: 'Second' })
    await until(() => policyVersion('spam') === 2, 500)
  } finally {
    stop()
  }
})

test('two readings at once leave the newer one', async () => {
  const first = refreshPolicies()
  await storeElsewhere({ code: 'hate', version: 2 })
  await Promise.all([first, refreshPolicies()])

  assert.equal(policyVersion('hate'), 2)
})

test('a code that nobody knows has its own name, the first version and the least weight', () => {
  assert.equal(policyTitle('nope'), 'nope')
  assert.equal(policyVersion('nope'), 1)
  assert.equal(policyWeight('nope'), 0)
  assert.equal(isOffered('nope'), false)
})

const EJECT = { room: 'class-7b', intentKey: crypto.randomUUID(), targets: [{ kind: 'user', id: 'u' }] }
const TERMS = { scope: { kind: 'room', room: 'class-7b' }, until: null }

test('a withdrawn policy is chosen for nothing new, and the refusal names what may be chosen', async () => {
  await storeElsewhere({ code: 'spam', version: 2, offered: false })
  await refreshPolicies()

  const refused = [
    ejectInput.safeParse({ ...EJECT, policy: 'spam' }),
    banTermsInput.safeParse({ ...TERMS, policy: 'spam' }),
    apiBansInput.safeParse({ user_ids: ['u'], scope: TERMS.scope, seconds: null, policy: 'spam' }),
    ejectInput.safeParse({ ...EJECT, policy: 'nope' }),
  ]
  for (const { success, error } of refused) {
    assert.equal(success, false)
    assert.match(
      error?.issues[0]?.message ?? '',
      /^There is no such policy\. Choose one of .*\bhate\b.*\bother\.$/,
    )
    assert.doesNotMatch(error?.issues[0]?.message ?? '', /spam/)
    assert.deepEqual(error?.issues[0]?.path, ['policy'])
  }
})

test('the machine API is described with the codes that may be chosen now', async () => {
  const codes = () =>
    JSON.stringify(describeApi().paths)
      .match(/Code of a policy in force: ([^."]*)/)?.[1]
      ?.split(', ')
  assert.deepEqual(codes()?.sort(), FIRST_POLICIES.map(({ code }) => code).sort())
  await storeElsewhere({ code: 'spam', version: 2, offered: false }, { code: 'doxxing', version: 1 })
  await refreshPolicies()

  assert.ok(codes()?.includes('doxxing'))
  assert.ok(!codes()?.includes('spam'))
})

test('what is stored already keeps a withdrawn policy: retries, files of old', async () => {
  await storeElsewhere({ code: 'spam', version: 2, offered: false })
  await refreshPolicies()

  assert.ok(ejectInput.safeParse({ ...EJECT, policy: 'spam', retryOf: crypto.randomUUID() }).success)
  const row = { line: 1, userId: 'u', name: null, terms: { policy: 'spam' } }
  assert.ok(importRowInput.safeParse(row).success)
  assert.equal(importRowInput.safeParse({ ...row, terms: { policy: 'nope' } }).success, false)
})

test('everybody who is signed in reads policies, old versions and hostile texts as they were written', async () => {
  const text = `<img src=x onerror=alert(1)>\n=cmd|' /C calc'!A0 \u202eltr`
  await storeElsewhere(
    { code: 'spam', version: 2, title: '</title><script>', text },
    { code: 'spam', version: 3, offered: false },
  )
  await refreshPolicies()

  const viewer = anOperator('viewer', { patterns: [] })
  const versions = await listPolicyVersions(viewer, { code: 'spam' })
  assert.deepEqual(
    versions.map(({ version, by, offered }) => ({ version, by, offered })),
    [
      { version: 3, by: 'Eve', offered: false },
      { version: 2, by: 'Eve', offered: true },
      { version: 1, by: 'Roomwarden', offered: true },
    ],
  )
  assert.equal(versions[1]?.text, text)
  assert.equal((await listPolicies(viewer)).find(({ code }) => code === 'spam')?.version, 3)
  assert.equal((await listPolicyChoices(viewer)).find(({ code }) => code === 'spam')?.offered, false)
  await assert.rejects(listPolicyVersions(viewer, { code: 'nope' }), { code: 'not_found' })
})

test('a process that has not read yet goes by the first policies', () => {
  forgetPolicies()

  assert.equal(policyVersion('child_safety'), 1)
  assert.ok(isOffered('child_safety'))
})
