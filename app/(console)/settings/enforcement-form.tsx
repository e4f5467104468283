'use client'

import { useActionState } from 'react'
import { counted } from '#components/counted'
import type { ActionResult } from '#lib/errors'
import type { EnforcementCapInput } from '#lib/settings/schemas'
import { errorsOf } from './form-parts.tsx'
import { NumberField } from './number-field.tsx'
import { SaveRow } from './save-row.tsx'

export type EnforcementCapState = { result: ActionResult<EnforcementCapInput> | null; typed: string }

type FormProps = {
  current: number
  action: (state: EnforcementCapState, form: FormData) => Promise<EnforcementCapState>
}

/** Works without script too. */
export function EnforcementForm({ current, action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, {
    result: null,
    typed: String(current),
  })
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <NumberField
        id="enforcement-cap"
        name="people"
        label="People a minute"
        typed={typed}
        error={errorsOf(result).people}
      />
      <SaveRow isPending={isPending} result={result} toSaved={toSaved} />
    </form>
  )
}

function toSaved({ people }: EnforcementCapInput): string {
  return `Saved: bans eject at most ${counted(people, 'person', 'people')} a minute.`
}
