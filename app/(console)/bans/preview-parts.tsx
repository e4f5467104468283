'use client'

import type { ReactNode } from 'react'
import { counted } from '#components/counted'
import { UserId } from '#components/rooms/person'
import { Checkbox } from '#components/ui/checkbox'
import { Icon, type IconName } from '#components/ui/icon'
import { useMore } from '#components/ui/more'
import type { AlreadyBanned } from '#lib/bans/preview'
import { type BanScope, scopeWords } from '#lib/bans/view'
import { Banned, UntilWords } from './words.tsx'

const FIRST = 20
type Unit = 'line' | 'entry'

function Part({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1">
      <h3 className="flex items-center gap-2 font-semibold">
        <Icon name={icon} />
        {title}
      </h3>
      {children}
    </section>
  )
}

function List<Entry>({ of, children }: { of: readonly Entry[]; children: (entry: Entry) => ReactNode }) {
  const [shown, more] = useMore(of, FIRST)
  return (
    <ul className="grid gap-0.5 pl-6">
      {shown.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and the same text may stand in it twice.
        <li key={index}>{children(entry)}</li>
      ))}
      {more !== null && <li>{more}</li>}
    </ul>
  )
}

type Person = { userId: string; name: string | null; scope?: BanScope; endsAt?: number | null }

export function People({ people, count = people.length }: { people: readonly Person[]; count?: number }) {
  if (count === 0) return <p className="font-semibold">Nobody would be banned.</p>
  return (
    <Part icon="ban" title={`${counted(count, 'user ID', 'user IDs')} to ban`}>
      <List of={people}>
        {({ scope, endsAt, ...person }) => (
          <>
            <Banned ban={person} />
            {scope !== undefined && (
              <span className="text-fg-2">
                , <bdi>{scopeWords(scope)}</bdi>, <UntilWords until={endsAt ?? null} />
              </span>
            )}
          </>
        )}
      </List>
      {count > people.length && (
        <p className="pl-6 text-fg-3">and {(count - people.length).toLocaleString('en')} more</p>
      )}
    </Part>
  )
}

type AlreadyProps = { already: readonly AlreadyBanned[]; even: boolean; onEven: (even: boolean) => void }

export function Already({ already, even, onEven }: AlreadyProps) {
  if (already.length === 0) return null
  return (
    <Part icon="info" title={`${already.length.toLocaleString('en')} banned already in the same scope`}>
      <List of={already}>
        {({ userId, until, by }) => (
          <>
            <UserId userId={userId} /> <UntilWords until={until} />, by <bdi>{by}</bdi>
          </>
        )}
      </List>
      <p className="flex items-center gap-2 pl-6 max-desk:min-h-11">
        <Checkbox id="even-if-banned" checked={even} onChange={(event) => onEven(event.target.checked)} />
        <label htmlFor="even-if-banned">Ban them too: of both bans the longer one holds</label>
      </p>
    </Part>
  )
}

export function Protected({ userIds }: { userIds: readonly string[] }) {
  if (userIds.length === 0) return null
  return (
    <Part icon="shield" title={`${userIds.length.toLocaleString('en')} protected, left out`}>
      <List of={userIds}>{(userId) => <UserId userId={userId} />}</List>
    </Part>
  )
}

type Rejected = { line: number; text: string; reason: string }
type LeftOutProps = { rejected: readonly Rejected[]; count?: number; unit: Unit }

export function LeftOut({ rejected, count = rejected.length, unit }: LeftOutProps) {
  if (count === 0) return null
  return (
    <Part icon="alert" title={`${count.toLocaleString('en')} left out`}>
      <List of={rejected}>
        {({ line, text, reason }) => (
          <>
            {toPlace(unit, line)}: <bdi className="font-mono text-xs">{text.slice(0, 60)}</bdi> {reason}
          </>
        )}
      </List>
      {count > rejected.length && (
        <p className="pl-6 text-fg-3">and {(count - rejected.length).toLocaleString('en')} more</p>
      )}
    </Part>
  )
}

type DuplicatesProps = { duplicates: readonly { id: string; line: number }[]; unit: Unit }

export function Duplicates({ duplicates, unit }: DuplicatesProps) {
  if (duplicates.length === 0) return null
  return (
    <Part icon="twins" title={`${duplicates.length.toLocaleString('en')} named twice, counted once`}>
      <List of={duplicates}>
        {({ id, line }) => (
          <>
            {toPlace(unit, line)}: <UserId userId={id} />
          </>
        )}
      </List>
    </Part>
  )
}

function toPlace(unit: Unit, line: number): string {
  return `${unit === 'line' ? 'Line' : 'Entry'} ${line.toLocaleString('en')}`
}

type SumProps = { total: number; taken: number; parts: readonly (readonly [number, string])[] }

/** Everything given is accounted for. */
export function Sum({ total, taken, parts }: SumProps) {
  const words = [
    `${taken.toLocaleString('en')} to ban`,
    ...parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${what}`])),
  ]
  return (
    <p className="text-xs text-fg-2">
      {total.toLocaleString('en')} given = {words.join(' + ')}.
    </p>
  )
}

export function Waits() {
  return (
    <p className="flex gap-2">
      <Icon name="clock" className="mt-0.5 size-4" />
      So many, or all rooms for good: a second admin must approve. Nobody is banned before.
    </p>
  )
}

export function UnknownRoom() {
  return (
    <p className="flex gap-2">
      <Icon name="alert" className="mt-0.5 size-4" />
      Roomwarden has not met a room of this name. Is it misspelt? Large and small letters count.
    </p>
  )
}
