'use client'

import { counted } from '#components/counted'
import type { HistoryInput } from '#lib/settings/schemas'
import { NumberForm, type NumberFormProps } from './number-form.tsx'

export function HistoryForm(props: NumberFormProps<HistoryInput>) {
  return (
    <NumberForm
      {...props}
      id="history-days"
      name="days"
      label="Days"
      toSaved={({ days }) => `Saved: history is kept for ${counted(days, 'day')}.`}
    />
  )
}
