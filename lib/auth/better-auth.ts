import 'server-only'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { nextCookies } from 'better-auth/next-js'
import { database } from '#lib/db/database'
import { accounts, operators, sessions, verifications } from '#lib/db/schema'
import { env } from '#lib/env'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './schemas.ts'

const HOUR_SECONDS = 3_600

/**
 * Passwords and sessions by better-auth, called from server code only: none of its routes is mounted, so there is no
 * public sign-up and no way to send a role. Operators are made by `lib/auth/commands.ts`.
 */
export function auth(): Promise<Auth> {
  return processWide('auth', () => {
    const making = makeAuth()
    // A database that was down at the first sign-in must not keep everybody out afterwards.
    making.catch(() => forgetProcessWide('auth'))
    return making
  })
}

export type Auth = Awaited<ReturnType<typeof makeAuth>>

async function makeAuth() {
  const db = await database()
  const { AUTH_SECRET, APP_URL } = env()
  return betterAuth({
    secret: AUTH_SECRET,
    baseURL: APP_URL,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: operators, session: sessions, account: accounts, verification: verifications },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: { expiresIn: 12 * HOUR_SECONDS, updateAge: HOUR_SECONDS, cookieCache: { enabled: false } },
    user: {
      additionalFields: {
        role: { type: 'string', input: false, required: true, defaultValue: 'viewer' },
        state: { type: 'string', input: false, required: true, defaultValue: 'active' },
        patterns: { type: 'json', input: false, required: false },
      },
    },
    advanced: {
      cookiePrefix: 'roomwarden',
      database: { generateId: () => crypto.randomUUID(), joins: true },
    },
    plugins: [nextCookies()],
  })
}
