import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, listAudit, listAuditSubjects } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { apiTokens } from '#lib/db/schema'
import { digestOf, requireCaller } from './api-caller.ts'
import { createToken, listTokens, revokeToken } from './token-commands.ts'
import { newTokenInput, tokenFormInput } from './token-schemas.ts'
import { TOKEN_COMMANDS } from './token-shell.ts'

withDatabase()

const admin = anOperator('admin')
const eve = anOperator('admin', { id: 'op-eve', name: 'Eve' })
const hostApp = newTokenInput.parse({ name: 'host app', scopes: ['gate:read'], patterns: ['class-*'] })
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'

async function rows() {
  const db = await database()
  return db.select().from(apiTokens)
}

test('an admin makes a token, which nothing keeps, and the record names it', async () => {
  const { token } = await createToken(admin, hostApp)

  assert.match(token, /^rw_[A-Za-z0-9_-]{43}$/)
  const [row] = await rows()
  assert.equal(row?.digest, digestOf(token))
  assert.ok(!JSON.stringify([row, await listAudit(), await listAuditSubjects()]).includes(token))
  assert.ok(!JSON.stringify([await listAudit(), await listAuditSubjects()]).includes(row?.digest ?? token))
  assert.deepEqual(await auditTrail(), ['token.create done'])
  const caller = await requireCaller(`Bearer ${token}`)
  assert.deepEqual([caller.name, caller.scopes, caller.patterns], ['host app', ['gate:read'], ['class-*']])
})

test('the list shows what a token may and who made it, and neither the token nor its digest', async () => {
  const { token } = await createToken(admin, hostApp)
  const tokens = await listTokens(admin)

  assert.equal(tokens[0]?.by, admin.name)
  assert.deepEqual(tokens[0]?.scopes, ['gate:read'])
  assert.equal(tokens[0]?.isExpired, false)
  assert.ok(!JSON.stringify(tokens).includes(token))
  assert.ok(!JSON.stringify(tokens).includes(digestOf(token)))
})

test('an admin revokes a token, once, however often it is asked', async () => {
  const { token } = await createToken(admin, hostApp)
  const tokenId = (await rows())[0]?.id ?? ''
  const revoked = await Promise.allSettled([revokeToken(admin, { tokenId }), revokeToken(eve, { tokenId })])

  assert.deepEqual(revoked.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(requireCaller(`Bearer ${token}`), { code: 'unauthenticated' })
  assert.deepEqual(await listTokens(admin), [])
  assert.deepEqual(await auditTrail(), ['token.create done', 'token.revoke done'])
  await assert.rejects(revokeToken(admin, { tokenId: UNKNOWN_ID }), { code: 'not_found' })
})

for (const role of ['viewer', 'support', 'moderator'] as const) {
  test(`a ${role} neither sees nor makes nor revokes tokens`, async () => {
    const operator = anOperator(role)
    await createToken(admin, hostApp)
    const tokenId = (await rows())[0]?.id ?? ''
    await assert.rejects(createToken(operator, { ...hostApp, name: 'mine' }), { code: 'forbidden' })
    await assert.rejects(revokeToken(operator, { tokenId }), { code: 'forbidden' })
    await assert.rejects(listTokens(operator), { code: 'forbidden' })

    assert.deepEqual(
      (await rows()).map(({ name, revokedAt }) => [name, revokedAt]),
      [['host app', null]],
    )
    assert.deepEqual(await auditTrail(), ['token.create done'])
  })
}

test('two admins who make a token of one name at the same moment make one', async () => {
  const made = await Promise.allSettled([createToken(admin, hostApp), createToken(eve, hostApp)])
  assert.deepEqual(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await rows()).length, 1)
  assert.deepEqual(await auditTrail(), ['token.create done'])
})

test('the name of a revoked token can be given again', async () => {
  await createToken(admin, hostApp)
  await revokeToken(admin, { tokenId: (await rows())[0]?.id ?? '' })
  await createToken(admin, hostApp)
  assert.equal((await listTokens(admin)).length, 1)
})

const WRONG = [
  { name: '', scopes: ['gate:read'] },
  { name: 'x'.repeat(121), scopes: ['gate:read'] },
  { name: 'a', scopes: [] },
  { name: 'a', scopes: ['everything'] },
  { name: 'a', scopes: ['gate:read'], patterns: ['a b'] },
  { name: 'a', scopes: ['gate:read'], expires: 'soon' },
  { name: 'a', scopes: ['gate:read'], expires: '2099-02-30' },
  { name: 'a', scopes: ['gate:read'], expires: '2020-01-01' },
  { name: 'a', scopes: ['gate:read'], digest: 'x' },
]

test('a token without a name, a scope, or with what makes no sense, is refused in a sentence', () => {
  for (const input of WRONG) {
    const { success, error } = newTokenInput.safeParse(input)
    assert.equal(success, false, JSON.stringify(input))
    assert.match(error?.issues[0]?.message ?? '', /\.$|^Unrecognized/)
  }
})

test('the form’s fields are read as they are typed', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['name', ' host app '],
    ['scopes', 'bans:write'],
    ['scopes', 'gate:read'],
    ['patterns', 'class-*, lab-*\nexam'],
    ['expires', '2099-12-31'],
    ['$ACTION_ID', 'x'],
  ] as const)
    form.append(name, value)
  assert.deepEqual(tokenFormInput.parse(form), {
    name: 'host app',
    scopes: ['gate:read', 'bans:write'],
    patterns: ['class-*', 'lab-*', 'exam'],
    expires: new Date('2099-12-31T23:59:59.999Z'),
  })
})

async function shell(command: string, input: unknown) {
  const run = TOKEN_COMMANDS[command]
  assert.ok(run)
  return run(input)
}

test('tokens are made, listed and revoked from the shell; making one prints only the token', async () => {
  const made = await shell('token add', { name: 'ci', scopes: ['gate:read'], expires: '2099-12-31' })
  assert.equal(made.lines.length, 1)
  assert.match(made.lines[0] ?? '', /^rw_[A-Za-z0-9_-]{43}$/)
  const { lines } = await shell('token list', {})
  assert.match(lines.join('\n'), /\tci\tgate:read\tall rooms\texpires 2099-12-31T23:59:59\.999Z\tnever used$/)
  assert.deepEqual(await shell('token revoke', { name: 'ci' }), { ok: true, lines: ['ci is revoked.'] })
  assert.equal((await shell('token revoke', { name: 'ci' })).ok, false)
  assert.equal((await shell('token revoke', {})).ok, false)
  assert.equal((await shell('token add', { name: 'ci', scopes: [] })).ok, false)
  assert.deepEqual(await auditTrail(), ['token.create done', 'token.revoke done'])
})
