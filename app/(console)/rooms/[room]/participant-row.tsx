import { memo, useId } from 'react'
import { PersonName, ShortId, UserId } from '#components/rooms/person'
import { Checkbox } from '#components/ui/checkbox'
import { toDuration, useClockText } from '#components/ui/clock'
import { Note, Tag } from '#components/ui/tag'
import { formatTime, Time, useReaderZone } from '#components/ui/time'
import type { EndedHow, RosterParticipant } from '#lib/presence/roster'
import { isPresent } from '#lib/presence/roster-list'
import { ReturnMark } from './return-mark.tsx'

export const ROW_GRID =
  'grid grid-cols-[3rem_auto_minmax(0,1fr)_auto] items-center gap-x-3 px-2 desk:grid-cols-[2.25rem_minmax(7rem,1.5fr)_minmax(5rem,1fr)_6rem_4.5rem_minmax(8rem,1.6fr)] desk:px-4'

type RowProps = {
  row: RosterParticipant
  position: number
  top: number | null
  label: string
  /** Another person here has a name that looks the same. */
  lookAlike: boolean
  picked: boolean
  changeable: boolean
  tabbable: boolean
  onPick: (participantId: string, toHere: boolean) => void
}

export const ParticipantRow = memo(function ParticipantRow(props: RowProps) {
  const { row, picked, changeable } = props
  const boxId = useId()
  return (
    <tr
      aria-rowindex={props.position + 2}
      style={props.top === null ? undefined : { transform: `translateY(${props.top}px)` }}
      className={`h-15 scroll-mt-8 border-b border-line-1 has-focus-visible:bg-surface-3 desk:h-8 ${props.top === null ? '' : 'absolute inset-x-0 top-0'} ${ROW_GRID} ${looksOf(row, picked)}`}
    >
      <td className="row-span-2 flex justify-center desk:row-span-1">
        <Checkbox
          id={boxId}
          data-row={row.participantId}
          aria-label={props.label}
          aria-disabled={!changeable}
          tabIndex={props.tabbable ? 0 : -1}
          checked={picked}
          onChange={({ nativeEvent }) => {
            if (!changeable) return
            props.onPick(row.participantId, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }}
        />
      </td>
      <td className="col-span-2 min-w-0 desk:col-span-1">
        <label htmlFor={boxId} className="block truncate py-1 text-md select-none">
          <PersonName name={row.name} />
        </label>
      </td>
      <td className="order-1 truncate desk:order-none">
        <UserId userId={row.userId} />
      </td>
      <td className="order-1 truncate desk:order-none">
        <ShortId id={row.participantId} />
      </td>
      <td className="text-right whitespace-nowrap text-fg-2 desk:pr-2">
        <InRoom row={row} />
      </td>
      <td className="order-1 flex min-w-0 items-center justify-end gap-2 overflow-hidden whitespace-nowrap desk:order-none desk:justify-start">
        <Notes row={row} lookAlike={props.lookAlike} />
      </td>
    </tr>
  )
})

function looksOf(row: RosterParticipant, picked: boolean): string {
  const text = isPresent(row) ? '' : 'text-fg-3'
  if (picked)
    return `bg-accent-soft shadow-[inset_3px_0_0_var(--color-accent)] hover:bg-accent-soft-hover ${text}`
  return `${isPresent(row) ? 'hover:bg-surface-3' : 'bg-surface-2'} ${text}`
}

function InRoom({ row }: { row: RosterParticipant }) {
  const text = useClockText((now) => toDuration((row.leftAt ?? now) - row.joinedAt))
  const zone = useReaderZone()
  return (
    <time
      dateTime={new Date(row.joinedAt).toISOString()}
      title={`Joined ${formatTime(row.joinedAt, 'exact', zone)}`}
    >
      {text}
    </time>
  )
}

const ENDED: Record<EndedHow, string> = {
  left: 'left',
  ejected: 'ejected',
  banned: 'ejected',
  unknown: 'left',
}

function Notes({ row, lookAlike }: { row: RosterParticipant; lookAlike: boolean }) {
  return (
    <>
      {row.state === 'still_here' && (
        <Tag icon="alert" look="ink">
          still in the room
        </Tag>
      )}
      {row.state === 'leaving' && (
        <Tag icon="spin" look="running">
          leaving…
        </Tag>
      )}
      {row.state === 'left' && (
        <Note icon="out">
          {ENDED[row.endedHow ?? 'left']} {row.leftAt !== null && <Time at={row.leftAt} format="minute" />}
        </Note>
      )}
      {row.ejectingBy !== null && (
        <Tag icon="spin" look="running">
          ejecting, by <bdi>{row.ejectingBy}</bdi>
        </Tag>
      )}
      {row.decidingBy !== null && (
        <Tag icon="person">
          <bdi>{row.decidingBy}</bdi> is deciding
        </Tag>
      )}
      {row.possibleReturn !== null && row.state === 'here' && (
        <ReturnMark possibleReturn={row.possibleReturn} />
      )}
      {row.protected && <Note icon="shield">staff, protected</Note>}
      {row.banned !== null && <Tag icon="ban">{toBanWords(row)}</Tag>}
      {row.ejectedBefore > 0 && <Tag icon="out">ejected {row.ejectedBefore}×</Tag>}
      {row.userId === null && <Note icon="no-id">no user ID</Note>}
      {lookAlike && (
        <Note icon="twins">
          look-alike
          <span className="max-[80rem]:sr-only">
            , joined <Time at={row.joinedAt} format="time" />
          </span>
        </Note>
      )}
      {row.earlierNames.length > 0 && <NameChanged earlierNames={row.earlierNames} />}
    </>
  )
}

/** Somebody banned who is here stays so only until Daily has been reached. */
function toBanWords({ banned, state, ejectingBy, protected: isProtected }: RosterParticipant): string {
  if (banned === 'elsewhere') return 'banned elsewhere'
  const isPending = state === 'here' && ejectingBy === null && !isProtected
  return isPending ? 'banned here, eject pending' : 'banned here'
}

const MOST_NAMES = 5

function NameChanged({ earlierNames }: { earlierNames: readonly string[] }) {
  const names = earlierNames.slice(-MOST_NAMES).map(isolated).join(', ')
  return (
    <span title={`was: ${names}`} className="inline-flex">
      <Note icon="refresh">
        name changed<span className="sr-only">, was: {names}</span>
      </Note>
    </span>
  )
}

/** A title knows no elements: the name's own direction ends with the name all the same. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
