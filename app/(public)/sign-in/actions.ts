'use server'

import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { signOut } from '#lib/auth/account'
import { assertOwnOrigin } from '#lib/auth/origin'
import { toFailure } from '#lib/auth/outcome'
import { signInInput } from '#lib/auth/schemas'
import { findOperator } from '#lib/auth/session'
import { signIn } from '#lib/auth/sign-in'
import { env } from '#lib/env'
import { formInput } from '#lib/form-input'
import { toOwnRoute } from './own-route.ts'

export type SignInState = { message: string | null; email: string }

export async function signInAction(_state: SignInState, form: FormData): Promise<SignInState> {
  const email = form instanceof FormData ? form.get('email') : null
  try {
    const requestHeaders = await headers()
    assertOwnOrigin(requestHeaders.get('origin'), env().APP_URL)
    const input = formInput(signInInput).parse(form)
    await signIn(input, requestHeaders)
    redirect(toOwnRoute(input.returnTo))
  } catch (error) {
    unstable_rethrow(error)
    return {
      message: toFailure(error, 'action signIn').message,
      email: typeof email === 'string' ? email : '',
    }
  }
}

export async function signOutAction(): Promise<void> {
  const requestHeaders = await headers()
  assertOwnOrigin(requestHeaders.get('origin'), env().APP_URL)
  const operator = await findOperator()
  if (operator !== null) await signOut(operator, requestHeaders)
  redirect('/sign-in')
}
