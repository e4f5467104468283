import { PersonName, UserId } from '#components/rooms/person'
import { toDuration, useClockText } from '#components/ui/clock'
import { Time } from '#components/ui/time'
import { COUNTED_TO, type Ending, type QueueRow, type ReportedPerson } from '#lib/reports/view'

export function countWords(count: number): string {
  return count >= COUNTED_TO ? `${(COUNTED_TO - 1).toLocaleString('en')}+` : count.toLocaleString('en')
}

/** "Hannah Berg", with the user ID beside it; a room or a flood by what it is. */
export function About({ report }: { report: ReportedPerson & Pick<QueueRow, 'kind' | 'room'> }) {
  const { kind, userId, participantId, name } = report
  if (kind === 'reporter') return <>many people, by one reporter</>
  if (userId === null && participantId === null) return <>the room</>
  return (
    <>
      <PersonName name={name} className="font-semibold" />{' '}
      {userId === null ? <span className="text-fg-3">no user ID</span> : <UserId userId={userId} />}
    </>
  )
}

function useAge(at: number): string {
  return useClockText((now) => toDuration(now - at))
}

/** "12 min", counting. */
export function Age({ at }: { at: number }) {
  const age = useAge(at)
  return <span className="whitespace-nowrap tabular-nums">{age || <Time at={at} format="minute" />}</span>
}

/** ", 12 min ago" behind a time; nothing in the server's HTML, which does not know how long it is on its way. */
export function Ago({ at }: { at: number }) {
  const age = useAge(at)
  return age !== '' && <span className="tabular-nums">, {age} ago</span>
}

export function endingWords({ resolution, badFaith }: Pick<Ending, 'resolution' | 'badFaith'>): string {
  if (resolution === 'acted_on') return 'acted on'
  return badFaith ? 'dismissed, bad faith' : 'dismissed'
}

export function howMany({ reports, reporters }: Pick<QueueRow, 'reports' | 'reporters'>): string | null {
  if (reports === 1) return null
  const by = reporters === 1 ? 'by one reporter' : `by ${reporters.toLocaleString('en')} reporters`
  return `${reports.toLocaleString('en')} reports ${by}`
}
