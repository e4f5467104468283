'use client'

import { useActionState } from 'react'
import type { ActionResult } from '#lib/errors'
import type { JoinWaveInput } from '#lib/settings/schemas'
import { errorsOf } from './form-parts.tsx'
import { NumberField } from './number-field.tsx'
import { SaveRow } from './save-row.tsx'

export type JoinWaveState = { result: ActionResult<JoinWaveInput> | null; joins: string; minutes: string }

type FormProps = {
  current: JoinWaveInput
  action: (state: JoinWaveState, form: FormData) => Promise<JoinWaveState>
}

/** Works without script too. */
export function JoinWaveForm({ current, action }: FormProps) {
  const [{ result, joins, minutes }, submit, isPending] = useActionState(action, {
    result: null,
    joins: String(current.joins),
    minutes: String(current.minutes),
  })
  const errors = errorsOf(result)
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <NumberField id="wave-joins" name="joins" label="Joins" typed={joins} error={errors.joins} />
      <NumberField
        id="wave-minutes"
        name="minutes"
        label="within minutes"
        typed={minutes}
        error={errors.minutes}
      />
      <SaveRow isPending={isPending} result={result} toSaved={toSaved} />
    </form>
  )
}

function toSaved({ joins, minutes }: JoinWaveInput): string {
  return `Saved: ${joins.toLocaleString('en')} joins within ${minutes} min.`
}
