'use server'

import { refresh } from 'next/cache'
import { operatorAction } from '#lib/auth/operator-action'
import { resumeEnforcement } from '#lib/enforcement/commands'
import { resumeInput } from '#lib/enforcement/schemas'
import type { ActionResult } from '#lib/errors'
import { formInput } from '#lib/form-input'
import { signInAgain } from './sign-in-again.ts'

const resume = operatorAction(formInput(resumeInput), resumeEnforcement)

export type ResumeState = { result: ActionResult<{ people: number }> | null }

export async function resumeEnforcementAction(_state: ResumeState, form: FormData): Promise<ResumeState> {
  const result = await resume(form)
  await signInAgain(result, '/bans')
  if (result.ok) refresh()
  return { result }
}
