'use client'

import { TextField } from './form-parts.tsx'

type NumberFieldProps = { id: string; name: string; label: string; typed: string; error: string | undefined }

/** Plain text with a numeric keyboard: what is no number is refused in a sentence, not silently dropped. */
export function NumberField({ typed, ...field }: NumberFieldProps) {
  return (
    <TextField {...field} inputMode="numeric" defaultValue={typed} required className="w-24 tabular-nums" />
  )
}
