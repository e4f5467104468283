import { Banner } from '#components/ui/banner'
import { Time } from '#components/ui/time'
import { getEnforcementPause } from '#lib/enforcement/queries'
import { can, type Operator } from '#lib/permissions/permissions'
import { resumeEnforcementAction } from './enforcement-actions.ts'
import { ResumeForm } from './resume-form.tsx'

/** On every page: bans that are not put into effect concern everybody who relies on them. */
export async function EnforcementAlarm({ operator }: { operator: Operator }) {
  const pause = await getEnforcementPause(operator)
  if (pause === null) return null
  return (
    <Banner>
      <b className="font-semibold">Bans are not put into effect.</b> They would have ejected{' '}
      {pause.people.toLocaleString('en')} people within a minute at <Time at={pause.at} format="minute" />; at
      most {pause.cap.toLocaleString('en')} are allowed. Look on the bans page for one that covers too much.{' '}
      {can(operator, 'settings.manage') ? (
        <ResumeForm at={pause.at} people={pause.people} action={resumeEnforcementAction} />
      ) : (
        'An admin decides how it goes on.'
      )}
    </Banner>
  )
}
