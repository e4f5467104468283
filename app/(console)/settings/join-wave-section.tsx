import type { Operator } from '#lib/permissions/permissions'
import { getJoinWaveSetting } from '#lib/settings/queries'
import { changeJoinWaveAction } from './actions.ts'
import { JoinWaveForm } from './join-wave-form.tsx'
import { Section } from './section.tsx'

export async function JoinWaveSection({ operator }: { operator: Operator }) {
  return (
    <Section
      id="wave"
      title="Join wave"
      about="A room that so many people join within so short a time carries a warning and stands first among the rooms. A class that begins is a wave too: choose more than usual."
    >
      <JoinWaveForm current={await getJoinWaveSetting(operator)} action={changeJoinWaveAction} />
    </Section>
  )
}
