'use client'

import { useActionState } from 'react'
import type { ActionResult } from '#lib/errors'
import { errorsOf } from './form-parts.tsx'
import { NumberField } from './number-field.tsx'
import { SaveRow } from './save-row.tsx'

export type NumberState<Saved> = { result: ActionResult<Saved> | null; typed: string }

/** Of a setting that is one number. */
export type NumberFormProps<Saved> = {
  current: number
  action: (state: NumberState<Saved>, form: FormData) => Promise<NumberState<Saved>>
}

type FieldProps<Saved> = { id: string; name: string; label: string; toSaved: (saved: Saved) => string }

/** Works without script too. */
export function NumberForm<Saved>(props: NumberFormProps<Saved> & FieldProps<Saved>) {
  const { current, action, id, name, label, toSaved } = props
  const [{ result, typed }, submit, isPending] = useActionState(action, {
    result: null,
    typed: String(current),
  })
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <NumberField id={id} name={name} label={label} typed={typed} error={errorsOf(result)[name]} />
      <SaveRow isPending={isPending} result={result} toSaved={toSaved} />
    </form>
  )
}
