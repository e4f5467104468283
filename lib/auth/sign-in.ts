import 'server-only'
import { createHmac } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { count, eq, lt, sql } from 'drizzle-orm'
import { appendAudit, SYSTEM, toActor } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { operators, signInFailures } from '#lib/db/schema'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { auth } from './better-auth.ts'

const WINDOW_MINUTES = 15
const MAX_FAILURES = 10
const LOCK = 7_265_003
const TOO_MANY = `Too many failed sign-ins for this address. Wait ${WINDOW_MINUTES} minutes.`
const WRONG = 'Email or password is wrong, or the account is disabled.'

export type SignInInput = { email: string; password: string }

/**
 * Signs in by e-mail and password; better-auth sets the cookie on the response. Ten failures for one address within
 * 15 minutes close it for the rest of that time, whether or not such an operator exists.
 */
export async function signIn(input: SignInInput, requestHeaders: Headers): Promise<void> {
  const email = input.email.trim().toLowerCase()
  await countTry(email)
  const operator = await findByEmail(email)
  if (operator?.state !== 'active') {
    // Takes as long as for an address that exists: time must not tell which do.
    await hashPassword(input.password)
    return refuse(email)
  }
  if (!(await passwordFits(email, input.password, requestHeaders))) return refuse(email)
  await inTransaction(async (tx) => {
    await takeTryBack(tx, email)
    await appendAudit(tx, {
      actor: toActor(operator),
      verb: 'session.start',
      result: 'done',
    })
  })
}

async function refuse(email: string): Promise<never> {
  await inTransaction((tx) =>
    appendAudit(tx, { actor: SYSTEM, verb: 'session.start', result: 'failed', subjects: [{ email }] }),
  )
  throw new AppError('invalid_input', WRONG)
}

async function findByEmail(email: string) {
  const db = await database()
  const [row] = await db
    .select({ id: operators.id, name: operators.name, state: operators.state })
    .from(operators)
    .where(sql`lower(${operators.email}) = ${email}`)
  return row
}

async function passwordFits(email: string, password: string, requestHeaders: Headers): Promise<boolean> {
  try {
    await (await auth()).api.signInEmail({ body: { email, password }, headers: requestHeaders })
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return false
    throw error
  }
}

/** A digest, so that the table does not collect what people mistype. */
function keyOf(email: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`sign-in\n${email}`).digest('hex')
}

const windowStart = sql`now() - make_interval(mins => ${WINDOW_MINUTES})`

/** Counted before the password is looked at, one after another: guesses sent at once are no way round the limit. */
async function countTry(email: string): Promise<void> {
  const keyDigest = keyOf(email)
  await inTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${keyDigest}))`)
    await tx.delete(signInFailures).where(lt(signInFailures.at, windowStart))
    const [row] = await tx
      .select({ failures: count() })
      .from(signInFailures)
      .where(eq(signInFailures.keyDigest, keyDigest))
    if ((row?.failures ?? 0) >= MAX_FAILURES) throw new AppError('rate_limited', TOO_MANY)
    await tx.insert(signInFailures).values({ keyDigest })
  })
}

function takeTryBack(tx: Transaction, email: string) {
  return tx.execute(sql`
    delete from sign_in_failures where ctid = (
      select ctid from sign_in_failures where key_digest = ${keyOf(email)} order by at desc limit 1)`)
}
