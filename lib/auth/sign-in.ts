import 'server-only'
import { createHmac } from 'node:crypto'
import { and, count, gt, inArray, lt, sql } from 'drizzle-orm'
import { appendAudit } from '#lib/audit/record'
import { database, inTransaction } from '#lib/db/database'
import { operators, signInFailures } from '#lib/db/schema'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { auth } from './better-auth.ts'

const WINDOW_MINUTES = 15
const MAX_FAILURES = 10
const WRONG = 'Email or password is wrong, or the account is disabled.'

export type SignInInput = { email: string; password: string }

/**
 * Signs in by e-mail and password; better-auth sets the cookie on the response. Ten failures for one address within
 * 15 minutes close it for the rest of that time, whether or not such an operator exists.
 */
export async function signIn(input: SignInInput, requestHeaders: Headers): Promise<void> {
  const email = input.email.trim().toLowerCase()
  await assertNotTooMany(email)
  const operator = await findByEmail(email)
  const signedIn = operator?.state === 'active' && (await passwordFits(email, input.password, requestHeaders))
  if (!signedIn || operator === undefined) {
    await recordFailure(email)
    throw new AppError('invalid_input', WRONG)
  }
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { kind: 'operator', id: operator.id, name: operator.name },
      verb: 'session.start',
      result: 'done',
    }),
  )
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

async function assertNotTooMany(email: string): Promise<void> {
  const db = await database()
  const [row] = await db
    .select({ failures: count() })
    .from(signInFailures)
    .where(and(inArray(signInFailures.keyDigest, [keyOf(email)]), gt(signInFailures.at, windowStart)))
  if ((row?.failures ?? 0) < MAX_FAILURES) return
  throw new AppError(
    'rate_limited',
    `Too many failed sign-ins for this address. Wait ${WINDOW_MINUTES} minutes.`,
  )
}

async function recordFailure(email: string): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.delete(signInFailures).where(lt(signInFailures.at, windowStart))
    await tx.insert(signInFailures).values({ keyDigest: keyOf(email) })
    await appendAudit(tx, {
      actor: { kind: 'system', name: 'Roomwarden' },
      verb: 'session.start',
      result: 'failed',
      subjects: [{ email }],
    })
  })
}
