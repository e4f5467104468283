import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, eq } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, listAuditSubjects } from '#e2e/support/decisions'
import { anOperator, PASSWORD, storeOperator } from '#e2e/support/operators'
import { database, inTransaction } from '#lib/db/database'
import { accounts, operators, sessions } from '#lib/db/schema'
import { forgetProcessWide } from '#lib/process-wide'
import { changePassword, signOut } from './account.ts'
import { auth } from './better-auth.ts'
import { toActiveOperator } from './operators.ts'
import { signInInput } from './schemas.ts'
import { signIn } from './sign-in.ts'
import { changeRole, disableOperator, resetOperator } from './team.ts'

withDatabase()

const moderator = anOperator('moderator')
const admin = anOperator('admin')
const right = { email: moderator.email, password: PASSWORD }
const wrong = { email: moderator.email, password: 'not-the-password' }
const noHeaders = () => new Headers()

async function countSessions(): Promise<number> {
  const db = await database()
  const [row] = await db.select({ sessions: count() }).from(sessions)
  return row?.sessions ?? 0
}

/** The headers of a browser that signed in through better-auth itself. */
async function aBrowser(): Promise<Headers> {
  const { headers } = await (await auth()).api.signInEmail({ body: right, returnHeaders: true })
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return new Headers({ cookie: cookies.join('; ') })
}

async function whoIs(browser: Headers) {
  const session = await (await auth()).api.getSession({ headers: browser })
  return session === null ? null : toActiveOperator(session.user)
}

test('the right password signs in, whatever the letter case of the address', async () => {
  await storeOperator(moderator, PASSWORD)
  await signIn({ ...right, email: ' Moderator@Example.ORG ' }, noHeaders())
  assert.equal(await countSessions(), 1)
  assert.deepEqual(await auditTrail(), ['session.start done'])
})

test('a wrong password, an unknown address and a disabled operator are told the same and get no session', async () => {
  await storeOperator(moderator, PASSWORD)
  const gone = await storeOperator(anOperator('support'), PASSWORD)
  const db = await database()
  await db.update(operators).set({ state: 'disabled' }).where(eq(operators.id, gone.id))

  const messages = []
  for (const input of [wrong, { ...right, email: 'nobody@example.org' }, { ...right, email: gone.email }])
    messages.push(await signIn(input, noHeaders()).catch((error: Error) => error.message))

  assert.deepEqual(new Set(messages).size, 1)
  assert.equal(await countSessions(), 0)
  assert.deepEqual(
    await auditTrail(),
    Array.from({ length: 3 }, () => 'session.start failed'),
  )
})

test('the password stands neither in the record nor in plain form in the database', async () => {
  await storeOperator(moderator, PASSWORD)
  await signIn(wrong, noHeaders()).catch(() => {})
  assert.ok(!JSON.stringify(await listAuditSubjects()).includes(wrong.password))
  const db = await database()
  const [account] = await db.select({ password: accounts.password }).from(accounts)
  assert.ok(!account?.password?.includes(PASSWORD))
})

test('after ten failures the address is closed for a quarter of an hour, even to the right password', async () => {
  await storeOperator(moderator, PASSWORD)
  for (let tries = 0; tries < 10; tries += 1)
    await assert.rejects(signIn(wrong, noHeaders()), { code: 'invalid_input' })
  await assert.rejects(signIn(right, noHeaders()), { code: 'rate_limited' })
  assert.equal(await countSessions(), 0)

  await letTimePass(15 * 60 + 1)
  await signIn(right, noHeaders())
  assert.equal(await countSessions(), 1)
})

test('an address nobody has is closed in the same way', async () => {
  for (let tries = 0; tries < 10; tries += 1)
    await assert.rejects(signIn({ ...wrong, email: 'x@example.org' }, noHeaders()), { code: 'invalid_input' })
  await assert.rejects(signIn({ ...wrong, email: 'X@example.org' }, noHeaders()), { code: 'rate_limited' })
})

test('thirty guesses at once are ten guesses and twenty refusals', async () => {
  await storeOperator(moderator, PASSWORD)
  const codes = await Promise.all(
    Array.from({ length: 30 }, () => signIn(wrong, noHeaders()).catch((error) => error.code)),
  )
  assert.equal(codes.filter((code) => code === 'invalid_input').length, 10)
  assert.equal(codes.filter((code) => code === 'rate_limited').length, 20)
})

test('an address no database can hold is a wrong one', async () => {
  const input = signInInput.parse({ email: 'a\0b@example.org', password: 'x' })
  await assert.rejects(signIn(input, noHeaders()), { code: 'invalid_input' })
})

test('a change of role or rooms holds from the next request', async () => {
  await storeOperator(moderator, PASSWORD)
  await storeOperator(admin)
  const browser = await aBrowser()
  assert.equal((await whoIs(browser))?.role, 'moderator')
  await changeRole(moderator.email, 'viewer')
  assert.equal((await whoIs(browser))?.role, 'viewer')
})

test('a disabled operator is out at the next request and cannot come back with the old cookie', async () => {
  await storeOperator(moderator, PASSWORD)
  const browser = await aBrowser()
  await disableOperator(moderator.email)
  assert.equal(await whoIs(browser), null)
  await resetOperator(moderator.email, 'another-long-password')
  assert.equal(await whoIs(browser), null)
  await signIn({ ...right, password: 'another-long-password' }, noHeaders())
  await assert.rejects(signIn(right, noHeaders()), { code: 'invalid_input' })
})

test('signing out ends the session for good', async () => {
  const operator = await storeOperator(moderator, PASSWORD)
  const browser = await aBrowser()
  await signOut(operator, browser)
  assert.equal(await whoIs(browser), null)
  assert.deepEqual(await auditTrail(), ['session.end done'])
})

test('a new password ends the other sessions and needs the old one', async () => {
  const operator = await storeOperator(moderator, PASSWORD)
  const [here, elsewhere] = [await aBrowser(), await aBrowser()]
  const change = { newPassword: 'another-long-password', repeated: 'another-long-password' }

  await assert.rejects(changePassword(operator, { ...change, currentPassword: 'no' }, here), {
    code: 'invalid_input',
  })
  assert.notEqual(await whoIs(elsewhere), null)
  await changePassword(operator, { ...change, currentPassword: PASSWORD }, here)

  assert.equal(await whoIs(elsewhere), null)
  assert.deepEqual(await auditTrail(), ['account.password done'])
})

test('there is no sign-up and no way to send a role', async () => {
  const body = { email: 'new@example.org', password: PASSWORD, name: 'New', role: 'admin' }
  await assert.rejects((await auth()).api.signUpEmail({ body }))
  const db = await database()
  assert.deepEqual(await db.select({ id: operators.id }).from(operators), [])
})

test('a database that was down at the first sign-in keeps nobody out afterwards', async () => {
  await storeOperator(moderator, PASSWORD)
  forgetProcessWide('auth')
  await assert.rejects(inTransaction(async () => void (await auth())))
  await signIn(right, noHeaders())
  assert.equal(await countSessions(), 1)
})
