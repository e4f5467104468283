import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '#lib/errors'
import type { Operator } from '#lib/permissions/permissions'
import { auth } from './better-auth.ts'
import { toActiveOperator } from './operators.ts'

/** Set by `proxy.ts`, which overwrites whatever a client sends under this name. */
export const PATH_HEADER = 'x-roomwarden-path'

/** The signed-in, active operator of this request, or null. Read once a request. */
export const findOperator = cache(async (): Promise<Operator | null> => {
  const session = await (await auth()).api.getSession({ headers: await currentHeaders() })
  return session === null ? null : toActiveOperator(session.user)
})

/** With the cookies as they stand now: an action that renewed the session is followed by a render in the same request. */
async function currentHeaders(): Promise<Headers> {
  const current = new Headers(await headers())
  current.set('cookie', (await cookies()).toString())
  return current
}

/** For pages: a stranger goes to the sign-in page and comes back afterwards. */
export async function requireOperator(): Promise<Operator> {
  const operator = await findOperator()
  if (operator !== null) return operator
  const path = (await headers()).get(PATH_HEADER) ?? '/'
  redirect(path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`)
}

/** For the two doors: a stranger is refused. */
export async function requireOperatorOrRefuse(): Promise<Operator> {
  const operator = await findOperator()
  if (operator === null)
    throw new AppError('unauthenticated', 'You are signed out. Sign in again; nothing was done.')
  return operator
}
