import type { Operator } from '#lib/permissions/permissions'
import { getEnforcementCapSetting } from '#lib/settings/queries'
import { changeEnforcementCapAction } from './actions.ts'
import { EnforcementForm } from './enforcement-form.tsx'
import { Section } from './section.tsx'

export async function EnforcementSection({ operator }: { operator: Operator }) {
  const { people } = await getEnforcementCapSetting(operator)
  return (
    <Section
      id="enforcement"
      title="Enforcement of bans"
      about="Bans that would eject more different people within a minute eject nobody more until an admin has looked: a mistaken pattern must not empty your rooms."
    >
      <EnforcementForm current={people} action={changeEnforcementCapAction} />
    </Section>
  )
}
