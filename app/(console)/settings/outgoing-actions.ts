'use server'

import { refresh } from 'next/cache'
import { operatorAction } from '#lib/auth/operator-action'
import {
  addOutgoingWebhook,
  changeOutgoingWebhook,
  removeOutgoingWebhook,
  renewOutgoingSecret,
  switchOutgoingWebhook,
} from '#lib/outbox/commands'
import {
  changeOutgoingFormInput,
  newOutgoingFormInput,
  outgoingIdInput,
  redeliverInput,
  switchOutgoingInput,
} from '#lib/outbox/schemas'
import { redeliver, testOutgoingWebhook } from '#lib/outbox/sending-commands'
import { signInAgain } from '../sign-in-again.ts'
import { NOTHING_TYPED, type OutgoingState, toTyped } from './outgoing-state.ts'

const add = operatorAction(newOutgoingFormInput, addOutgoingWebhook)
const change = operatorAction(changeOutgoingFormInput, changeOutgoingWebhook)

export async function addOutgoingAction(_state: OutgoingState, form: FormData): Promise<OutgoingState> {
  const result = await add(form)
  await signInAgain(result, '/settings')
  if (!result.ok) return { result, typed: toTyped(form) }
  refresh()
  return { result, typed: NOTHING_TYPED }
}

export async function changeOutgoingAction(_state: OutgoingState, form: FormData): Promise<OutgoingState> {
  const result = await change(form)
  await signInAgain(result, '/settings')
  if (!result.ok) return { result, typed: toTyped(form) }
  refresh()
  return { result: { ok: true, data: null }, typed: { ...toTyped(form), url: '' } }
}

export const switchOutgoingAction = operatorAction(switchOutgoingInput, switchOutgoingWebhook)
export const renewOutgoingSecretAction = operatorAction(outgoingIdInput, renewOutgoingSecret)
export const removeOutgoingAction = operatorAction(outgoingIdInput, removeOutgoingWebhook)
export const testOutgoingAction = operatorAction(outgoingIdInput, (operator, input) =>
  testOutgoingWebhook(operator, input),
)
export const redeliverAction = operatorAction(redeliverInput, redeliver)
