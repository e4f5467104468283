'use server'

import { refresh } from 'next/cache'
import { operatorAction } from '#lib/auth/operator-action'
import { createToken, revokeToken } from '#lib/auth/token-commands'
import { revokeTokenInput, tokenFormInput } from '#lib/auth/token-schemas'
import { signInAgain } from '../sign-in-again.ts'
import { type TokenState, toTyped } from './token-state.ts'

const create = operatorAction(tokenFormInput, createToken)

export async function createTokenAction(_state: TokenState, form: FormData): Promise<TokenState> {
  const result = await create(form)
  await signInAgain(result, '/settings')
  if (!result.ok) return { result, typed: toTyped(form) }
  refresh()
  return { result, typed: toTyped(null) }
}

export const revokeTokenAction = operatorAction(revokeTokenInput, revokeToken)
