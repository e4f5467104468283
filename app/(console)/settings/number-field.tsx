'use client'

import { describedBy, Field, Input } from '#components/ui/field'

type NumberFieldProps = { id: string; name: string; label: string; typed: string; error: string | undefined }

/** Plain text with a numeric keyboard: what is no number is refused in a sentence, not silently dropped. */
export function NumberField({ id, name, label, typed, error }: NumberFieldProps) {
  return (
    <Field id={id} label={label} error={error}>
      <Input
        id={id}
        name={name}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed}
        required
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id)}
        className="w-24 tabular-nums"
      />
    </Field>
  )
}
