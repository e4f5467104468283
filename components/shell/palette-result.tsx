import type { MouseEvent, ReactNode } from 'react'
import { personHref } from '#components/people/person-link'
import { PersonName, UserId } from '#components/rooms/person'
import { Icon, type IconName } from '#components/ui/icon'
import { Tag } from '#components/ui/tag'
import type { RoomOverviewRow } from '#lib/presence/roster'
import type { Result, Results } from './palette-results.ts'

type Deed = 'keys' | 'sign-out'
type Handlers = { onFollow: (deed: Deed) => void; onLeave: () => void }

const ENTRY =
  'flex min-h-9 w-full items-center gap-3 rounded-2 px-3 py-1 text-left hover:bg-surface-3 focus-visible:bg-accent-soft focus-visible:-outline-offset-2 max-desk:min-h-11'

export function ResultList({ found, ...handlers }: { found: Results } & Handlers) {
  const { results, moreRooms } = found
  return (
    <>
      <ul aria-label="Rooms and pages">
        {results.map((result) => (
          <li key={`${result.kind} ${result.label}`}>
            <OneResult result={result} {...handlers} />
          </li>
        ))}
      </ul>
      {moreRooms > 0 && (
        <p className="px-3 py-2 text-xs text-fg-2">
          {moreRooms.toLocaleString('en')} more live rooms: type more of the name.
        </p>
      )}
      {results.length === 0 && <p className="px-3 py-2 text-fg-2">No room and no page has such a name.</p>}
    </>
  )
}

function OneResult({ result, onFollow, onLeave }: { result: Result } & Handlers) {
  if (result.kind === 'deed')
    return (
      <button type="button" data-stop="" className={ENTRY} onClick={() => onFollow(result.deed)}>
        <Icon name={result.deed === 'keys' ? 'info' : 'out'} className="size-4 text-fg-3" />
        {result.label}
      </button>
    )
  if (result.kind === 'page')
    return (
      <Place href={result.href} icon="right" onLeave={onLeave}>
        {result.label}
      </Place>
    )
  if (result.kind === 'person')
    return (
      <Place href={personHref(result.person.userId)} icon="person" onLeave={onLeave}>
        <PersonName name={result.person.name} className="font-semibold" />
        <UserId userId={result.person.userId} />
        <span className="ml-auto text-fg-2">
          {result.person.here ? 'in' : 'last in'} <bdi>{result.person.room}</bdi>
        </span>
      </Place>
    )
  if (result.kind === 'room')
    return (
      <Place href={roomAddress(result.room)} icon="door" onLeave={onLeave}>
        <span>
          Go to room <bdi className="font-semibold">{result.room}</bdi>
        </span>
      </Place>
    )
  return (
    <Place
      href={roomAddress(result.row.room)}
      icon={result.row.privacy === 'public' ? 'globe' : 'door'}
      onLeave={onLeave}
    >
      <LiveRoom row={result.row} />
    </Place>
  )
}

function LiveRoom({ row: { room, people, wave } }: { row: RoomOverviewRow }) {
  return (
    <>
      <bdi className="min-w-0">{room}</bdi>
      {wave !== null && (
        <Tag icon="wave" look="ink">
          join wave
        </Tag>
      )}
      <span className="ml-auto whitespace-nowrap text-fg-2">
        {people.toLocaleString('en')} {people === 1 ? 'person' : 'people'}
      </span>
    </>
  )
}

type PlaceProps = { href: string; icon: IconName; onLeave: () => void; children: ReactNode }

function Place({ href, icon, onLeave, children }: PlaceProps) {
  return (
    <a href={href} data-stop="" className={ENTRY} onClick={(event) => isFollowed(event) && onLeave()}>
      <Icon name={icon} className="size-4 text-fg-3" />
      {children}
    </a>
  )
}

/** Not so when the link opens a tab or window of its own. */
function isFollowed({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !shiftKey
}

function roomAddress(room: string): string {
  return `/rooms/${encodeURIComponent(room)}`
}
