'use client'

import type { PaceInput } from '#lib/settings/schemas'
import { NumberForm, type NumberFormProps } from './number-form.tsx'

export function PaceForm(props: NumberFormProps<PaceInput>) {
  return (
    <NumberForm
      {...props}
      id="pace"
      name="callsPerSecond"
      label="Calls to Daily a second"
      toSaved={({ callsPerSecond }) => `Saved: at most ${callsPerSecond} calls a second.`}
    />
  )
}
