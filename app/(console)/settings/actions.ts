'use server'

import { refresh } from 'next/cache'
import { operatorAction } from '#lib/auth/operator-action'
import type { Failure } from '#lib/errors'
import { formInput } from '#lib/form-input'
import { type Protected, protectUserIds, unprotectUserId } from '#lib/protection/commands'
import { protectInput, unprotectInput } from '#lib/protection/schemas'
import {
  changeBanApproval,
  changeEnforcementCap,
  changeHistory,
  changeJoinWave,
  changePace,
} from '#lib/settings/commands'
import {
  banApprovalInput,
  type EnforcementCapInput,
  enforcementCapInput,
  type HistoryInput,
  historyInput,
  joinWaveInput,
  type PaceInput,
  paceInput,
} from '#lib/settings/schemas'
import { signInAgain } from '../sign-in-again.ts'
import type { ApprovalState } from './approval-form.tsx'
import type { JoinWaveState } from './join-wave-form.tsx'
import type { NumberState } from './number-form.tsx'

const protect = operatorAction(formInput(protectInput), protectUserIds)

/** `text` and `note` are what stays in the fields: all of it after a refusal, what was left out after success. */
export type ProtectState = {
  result: { ok: true; data: Protected } | Failure | null
  text: string
  note: string
}

export async function protectAction(_state: ProtectState, form: FormData): Promise<ProtectState> {
  const result = await protect(form)
  await signInAgain(result, '/settings')
  if (!result.ok) return { result, text: textOf(form, 'text'), note: textOf(form, 'note') }
  refresh()
  const { rejected } = result.data
  return {
    result,
    text: rejected.map((entry) => entry.text).join('\n'),
    note: rejected.length === 0 ? '' : textOf(form, 'note'),
  }
}

export const unprotectAction = operatorAction(unprotectInput, unprotectUserId)

const savePace = operatorAction(formInput(paceInput), changePace)

export async function changePaceAction(
  _state: NumberState<PaceInput>,
  form: FormData,
): Promise<NumberState<PaceInput>> {
  const result = await savePace(form)
  await signInAgain(result, '/settings')
  return { result, typed: textOf(form, 'callsPerSecond') }
}

const saveJoinWave = operatorAction(formInput(joinWaveInput), changeJoinWave)

export async function changeJoinWaveAction(_state: JoinWaveState, form: FormData): Promise<JoinWaveState> {
  const result = await saveJoinWave(form)
  await signInAgain(result, '/settings')
  return { result, joins: textOf(form, 'joins'), minutes: textOf(form, 'minutes') }
}

const saveCap = operatorAction(formInput(enforcementCapInput), changeEnforcementCap)

export async function changeEnforcementCapAction(
  _state: NumberState<EnforcementCapInput>,
  form: FormData,
): Promise<NumberState<EnforcementCapInput>> {
  const result = await saveCap(form)
  await signInAgain(result, '/settings')
  return { result, typed: textOf(form, 'people') }
}

const saveApproval = operatorAction(formInput(banApprovalInput), changeBanApproval)

export async function changeBanApprovalAction(_state: ApprovalState, form: FormData): Promise<ApprovalState> {
  const result = await saveApproval(form)
  await signInAgain(result, '/settings')
  return { result, on: textOf(form, 'secondAdmin') === 'on' }
}

const saveHistory = operatorAction(formInput(historyInput), changeHistory)

export async function changeHistoryAction(
  _state: NumberState<HistoryInput>,
  form: FormData,
): Promise<NumberState<HistoryInput>> {
  const result = await saveHistory(form)
  await signInAgain(result, '/settings')
  return { result, typed: textOf(form, 'days') }
}

function textOf(form: unknown, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null
  return typeof value === 'string' ? value : ''
}
