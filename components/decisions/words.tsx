import type { ReactNode } from 'react'
import { PersonName, ShortId, visibleName } from '#components/rooms/person'
import { useClockText } from '#components/ui/clock'
import { formatTime, useReaderZone } from '#components/ui/time'
import type { BanScope } from './confirmation.ts'

const HOUR = 3_600
export const DURATIONS = [
  { seconds: HOUR, words: 'for 1 hour' },
  { seconds: 24 * HOUR, words: 'for 1 day' },
  { seconds: 7 * 24 * HOUR, words: 'for 7 days' },
  { seconds: 30 * 24 * HOUR, words: 'for 30 days' },
] as const

export function durationWords(seconds: number | null): string {
  return DURATIONS.find((duration) => duration.seconds === seconds)?.words ?? 'for good'
}

export function scopeWords(scope: BanScope, room: string): string {
  if (scope.kind === 'all') return 'all rooms'
  return scope.kind === 'pattern' ? `rooms like ${scope.pattern}` : room
}

function untilWords(seconds: number | null, now: number, zone: string): string {
  return seconds === null ? 'for good' : `until ${formatTime(now + seconds * 1_000, 'moment', zone)}`
}

export function deed(ban: boolean, count: number): string {
  const verb = ban ? 'Eject and ban' : 'Eject'
  return count === 0 ? 'Eject' : `${verb} ${count.toLocaleString('en')}`
}

const MAX_NAMED = 3

type Person = { name: string | null; id: string; sessions?: readonly unknown[]; leftAt?: number | null }

/** "Sam and Mia", "Sam, Mia, Jo and 4 more" */
export function Names({ people }: { people: readonly Person[] }) {
  const named = people.slice(0, people.length === MAX_NAMED + 1 ? MAX_NAMED + 1 : MAX_NAMED)
  const rest = people.length - named.length
  const parts: ReactNode[] = named.map((person) => <Named key={person.id} {...person} />)
  if (rest > 0) parts.push(`${rest.toLocaleString('en')} more`)
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are this sentence's own words, in order.
    <span key={index}>
      {index > 0 && (index === parts.length - 1 ? ' and ' : ', ')}
      {part}
    </span>
  ))
}

/** By name; without a name that can be seen by ID, too; and by ID alone who was never seen. */
export function Named({ name, id, sessions, leftAt }: Person) {
  if (visibleName(name) !== null)
    return <PersonName name={name} className="inline-block max-w-48 truncate align-bottom" />
  const wasSeen = (sessions !== undefined && sessions.length > 0) || typeof leftAt === 'number'
  return (
    <>
      {wasSeen && '(no name) '}
      <ShortId id={id} />
    </>
  )
}

/** "until Wed, 2 Dec 2026, 14:33 CET", for a ban that begins now. */
export function useUntil(seconds: number | null): string {
  const zone = useReaderZone()
  return useClockText((now) => untilWords(seconds, now, zone))
}
