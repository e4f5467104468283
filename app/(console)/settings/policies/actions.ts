'use server'

import { refresh } from 'next/cache'
import { operatorAction } from '#lib/auth/operator-action'
import { formInput } from '#lib/form-input'
import { policyVersion } from '#lib/policies/book'
import { changePolicy, createPolicy, offerPolicy } from '#lib/settings/policy-commands'
import { changePolicyInput, createPolicyInput, offerPolicyInput } from '#lib/settings/policy-schemas'
import { signInAgain } from '../../sign-in-again.ts'
import { NEW_POLICY, type PolicyState, readTyped } from './policy-state.ts'

const create = operatorAction(formInput(createPolicyInput), createPolicy)

export async function createPolicyAction(_state: PolicyState, form: FormData): Promise<PolicyState> {
  const result = await create(form)
  await signInAgain(result, '/settings/policies')
  if (!result.ok) return { result, typed: readTyped(form) }
  refresh()
  return { result, typed: NEW_POLICY }
}

const change = operatorAction(formInput(changePolicyInput), changePolicy)

/** After a conflict the next press is based on the colleague's version, of which the first one told. */
export async function changePolicyAction(_state: PolicyState, form: FormData): Promise<PolicyState> {
  const result = await change(form)
  await signInAgain(result, '/settings/policies')
  const typed = readTyped(form)
  if (!result.ok && result.code !== 'conflict') return { result, typed }
  refresh()
  const seen = result.ok ? result.data.version : policyVersion(typed.code)
  return { result, typed: { ...typed, seen: String(seen) } }
}

export const offerPolicyAction = operatorAction(offerPolicyInput, offerPolicy)
