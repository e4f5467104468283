'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Field, Input } from '#components/ui/field'
import type { ActionResult } from '#lib/errors'

export type PaceState = { result: ActionResult<{ callsPerSecond: number }> | null; typed: string }

type FormProps = { current: number; action: (state: PaceState, form: FormData) => Promise<PaceState> }

/** Works without script too. */
export function PaceForm({ current, action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, {
    result: null,
    typed: String(current),
  })
  const error = result?.ok === false ? (result.fieldErrors?.callsPerSecond ?? result.message) : undefined
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <Field id="pace" label="Calls to Daily a second" error={error}>
        <Input
          id="pace"
          name="callsPerSecond"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={typed}
          required
          aria-invalid={error !== undefined}
          aria-describedby={describedBy('pace')}
          className="w-24 tabular-nums"
        />
      </Field>
      <Button type="submit" aria-disabled={isPending}>
        Save
      </Button>
      <p role="status" className="min-h-8 content-center">
        {result?.ok === true && `Saved: at most ${result.data.callsPerSecond} calls a second.`}
      </p>
    </form>
  )
}
