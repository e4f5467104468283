'use client'

import { useActionState } from 'react'
import { counted } from '#components/counted'
import type { ActionResult } from '#lib/errors'
import type { HistoryInput } from '#lib/settings/schemas'
import { errorsOf } from './form-parts.tsx'
import { NumberField } from './number-field.tsx'
import { SaveRow } from './save-row.tsx'

export type HistoryState = { result: ActionResult<HistoryInput> | null; typed: string }

type FormProps = { current: number; action: (state: HistoryState, form: FormData) => Promise<HistoryState> }

/** Works without script too. */
export function HistoryForm({ current, action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, {
    result: null,
    typed: String(current),
  })
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <NumberField id="history-days" name="days" label="Days" typed={typed} error={errorsOf(result).days} />
      <SaveRow isPending={isPending} result={result} toSaved={toSaved} />
    </form>
  )
}

function toSaved({ days }: HistoryInput): string {
  return `Saved: history is kept for ${counted(days, 'day')}.`
}
