'use server'

import { headers } from 'next/headers'
import { changePassword } from '#lib/auth/account'
import { operatorAction } from '#lib/auth/operator-action'
import { type ChangePasswordInput, changePasswordInput } from '#lib/auth/schemas'
import type { ActionResult } from '#lib/errors'
import { formInput } from '#lib/form-input'
import type { Operator } from '#lib/permissions/permissions'
import { signInAgain } from '../sign-in-again.ts'

async function changeOwnPassword(operator: Operator, input: ChangePasswordInput) {
  await changePassword(operator, input, await headers())
  return { changedAt: Date.now() }
}

const change = operatorAction(formInput(changePasswordInput), changeOwnPassword)

export type PasswordState = ActionResult<{ changedAt: number }> | null

export async function changePasswordAction(_state: PasswordState, form: FormData): Promise<PasswordState> {
  const result = await change(form)
  await signInAgain(result, '/account')
  return result
}
