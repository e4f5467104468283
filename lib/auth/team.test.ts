import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { auditTrail, listAuditSubjects } from '#e2e/support/decisions'
import { anOperator, PASSWORD, storeOperator } from '#e2e/support/operators'
import { newOperatorInput } from './schemas.ts'
import { USER_COMMANDS } from './shell-commands.ts'
import { addFirstAdmin, addOperator, changeRole, disableOperator, listOperators } from './team.ts'

withDatabase()

const ada = anOperator('admin', { id: 'op-ada', email: 'ada@example.org' })
const ben = anOperator('admin', { id: 'op-ben', email: 'ben@example.org' })
const LAST = { code: 'conflict', message: /last admin/ }

test('the first admin is made once, by two instances at once as well', async () => {
  const made = await Promise.all([1, 2, 3].map(() => addFirstAdmin('Ada@Example.org', PASSWORD)))
  assert.deepEqual(made.sort(), [false, false, true])
  const [first, ...more] = await listOperators()
  assert.deepEqual([first?.email, first?.role, more.length], ['ada@example.org', 'admin', 0])
  assert.deepEqual(await auditTrail(), ['operator.add done'])
})

test('where operators are, no first admin is made', async () => {
  await storeOperator(anOperator('viewer'))
  assert.equal(await addFirstAdmin('eve@example.org', PASSWORD), false)
  assert.equal((await listOperators()).length, 1)
})

test('the last admin is neither demoted nor disabled, and a disabled admin does not count', async () => {
  await storeOperator(ada)
  await storeOperator(ben)
  await disableOperator(ben.email)
  for (const act of [() => changeRole(ada.email, 'moderator'), () => disableOperator(ada.email)])
    await assert.rejects(act, LAST)
  assert.equal((await listOperators()).find(({ email }) => email === ada.email)?.role, 'admin')
  assert.deepEqual(await auditTrail(), ['operator.disable done'])
})

test('two admins who demote each other at the same moment: one stays', async () => {
  await storeOperator(ada)
  await storeOperator(ben)
  await Promise.allSettled([changeRole(ada.email, 'viewer'), changeRole(ben.email, 'viewer')])
  const admins = (await listOperators()).filter(({ role }) => role === 'admin')
  assert.equal(admins.length, 1)
})

test('two people of one address are not added', async () => {
  const eve = newOperatorInput.parse({ email: 'eve@example.org', role: 'viewer', password: PASSWORD })
  const added = await Promise.allSettled([addOperator(eve), addOperator(eve)])
  assert.deepEqual(added.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const [refused] = added.filter((outcome) => outcome.status === 'rejected')
  assert.match(String(refused?.reason), /There is an operator eve@example.org already/)
})

async function shell(command: string, input: unknown) {
  const run = USER_COMMANDS[command]
  assert.ok(run)
  return run(input)
}

test('operators are managed from the shell, and every change is on record', async () => {
  const eve = { email: 'Eve@Example.org', role: 'moderator', password: PASSWORD, patterns: ['class-*'] }
  assert.deepEqual(await shell('user add', eve), { ok: true, lines: ['Added eve@example.org as moderator.'] })
  await shell('user role', { email: 'eve@example.org', role: 'support' })
  await shell('user reset', { email: 'eve@example.org', password: 'another-long-password' })
  await shell('user disable', { email: 'eve@example.org' })
  assert.deepEqual(await shell('user list', {}), {
    ok: true,
    lines: ['eve@example.org\tsupport\tdisabled\tclass-*'],
  })
  assert.deepEqual(await auditTrail(), [
    'operator.add done',
    'operator.role done',
    'operator.reset done',
    'operator.disable done',
  ])
  assert.ok(!JSON.stringify(await listAuditSubjects()).includes('password'))
})

const WRONG: [string, unknown, RegExp][] = [
  ['user add', { email: 'no address', role: 'viewer', password: PASSWORD }, /e-mail/],
  ['user add', { email: 'a@example.org', role: 'king', password: PASSWORD }, /A role is one of/],
  ['user add', { email: 'a@example.org', role: 'viewer', password: 'short' }, /at least 12/],
  [
    'user add',
    { email: 'a@example.org', role: 'viewer', password: PASSWORD, patterns: ['a b'] },
    /A pattern has/,
  ],
  ['user add', { email: 'a@example.org', role: 'viewer', password: PASSWORD, state: 'x' }, /./],
  ['user role', { email: 'nobody@example.org', role: 'viewer' }, /There is no operator nobody@example.org/],
  ['user disable', {}, /e-mail/],
]

for (const [command, input, expected] of WRONG) {
  test(`${command} with ${JSON.stringify(input)} says what is wrong and does nothing`, async () => {
    const { ok, lines } = await shell(command, input)
    assert.equal(ok, false)
    assert.match(lines.join('\n'), expected)
    assert.deepEqual([await listOperators(), await auditTrail()], [[], []])
  })
}

test('a name that no database can hold loses only that character', async () => {
  await shell('user add', { email: 'eve@example.org', role: 'viewer', password: PASSWORD, name: 'E\0ve' })
  assert.equal((await listOperators())[0]?.name, 'E\ufffdve')
})
