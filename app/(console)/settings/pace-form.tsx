'use client'

import { useActionState } from 'react'
import type { ActionResult } from '#lib/errors'
import type { PaceInput } from '#lib/settings/schemas'
import { errorsOf } from './form-parts.tsx'
import { NumberField } from './number-field.tsx'
import { SaveRow } from './save-row.tsx'

export type PaceState = { result: ActionResult<PaceInput> | null; typed: string }

type FormProps = { current: number; action: (state: PaceState, form: FormData) => Promise<PaceState> }

/** Works without script too. */
export function PaceForm({ current, action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, {
    result: null,
    typed: String(current),
  })
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <NumberField
        id="pace"
        name="callsPerSecond"
        label="Calls to Daily a second"
        typed={typed}
        error={errorsOf(result).callsPerSecond}
      />
      <SaveRow
        isPending={isPending}
        result={result}
        toSaved={({ callsPerSecond }) => `Saved: at most ${callsPerSecond} calls a second.`}
      />
    </form>
  )
}
