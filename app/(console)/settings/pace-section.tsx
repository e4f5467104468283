import type { Operator } from '#lib/permissions/permissions'
import { getPace } from '#lib/settings/queries'
import { MAX_CALLS_PER_SECOND } from '#lib/settings/schemas'
import { changePaceAction } from './actions.ts'
import { PaceForm } from './pace-form.tsx'
import { Section } from './section.tsx'

export async function PaceSection({ operator }: { operator: Operator }) {
  const { callsPerSecond } = await getPace(operator)
  return (
    <Section
      id="pace"
      title="Pace"
      about={`Daily takes ${MAX_CALLS_PER_SECOND} calls a second for the key, which your own app shares. Small ejects go before long lists, and both before looking who is where.`}
    >
      <PaceForm current={callsPerSecond} action={changePaceAction} />
    </Section>
  )
}
