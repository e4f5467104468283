'use client'

import { counted } from '#components/counted'
import type { EnforcementCapInput } from '#lib/settings/schemas'
import { NumberForm, type NumberFormProps } from './number-form.tsx'

export function EnforcementForm(props: NumberFormProps<EnforcementCapInput>) {
  return (
    <NumberForm
      {...props}
      id="enforcement-cap"
      name="people"
      label="People a minute"
      toSaved={({ people }) => `Saved: bans eject at most ${counted(people, 'person', 'people')} a minute.`}
    />
  )
}
