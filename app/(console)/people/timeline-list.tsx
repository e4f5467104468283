import type { ReactNode } from 'react'
import { PersonLink } from '#components/people/person-link'
import { PolicyTitle } from '#components/policies/policies'
import { PersonName, UserId } from '#components/rooms/person'
import { Icon, type IconName } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import { OUTCOME_WORDS } from '#lib/decisions/status'
import type { BanEntry, DecisionEntry, ReportEntry, SessionEntry, TimelineEntry } from '#lib/people/view'
import { type UndoNote, UndoNoteButton } from './undo-note-button.tsx'

const ICONS: Record<TimelineEntry['kind'], IconName> = {
  session: 'live',
  report_about: 'flag',
  report_by: 'flag',
  decision: 'out',
  ban: 'ban',
  ban_lifted: 'undo',
  ban_ended: 'clock',
  note: 'note',
}

export function TimelineList({
  entries,
  undoNote,
}: {
  entries: readonly TimelineEntry[]
  undoNote: UndoNote
}) {
  return (
    <ol aria-label="Timeline" className="divide-y divide-line-1">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 px-4 py-2 desk:grid-cols-[1rem_10rem_minmax(0,1fr)] desk:px-6"
        >
          <Icon name={ICONS[entry.kind]} className="mt-0.5 size-4 text-fg-3" />
          <span className="text-fg-3 max-desk:order-last max-desk:col-start-2">
            <Time at={entry.at} format="dated" />
          </span>
          <div className="min-w-0">
            <Told entry={entry} undoNote={undoNote} />
          </div>
        </li>
      ))}
    </ol>
  )
}

function Told({ entry, undoNote }: { entry: TimelineEntry; undoNote: UndoNote }) {
  switch (entry.kind) {
    case 'session':
      return <Session entry={entry} />
    case 'report_about':
    case 'report_by':
      return <Report entry={entry} />
    case 'decision':
      return <Decision entry={entry} />
    case 'note':
      return (
        <Line
          text={entry.text}
          end={entry.mayUndo && <UndoNoteButton noteId={entry.noteId} undo={undoNote} />}
        >
          <b className="font-semibold">Note</b> by <bdi>{entry.by}</bdi>
        </Line>
      )
    default:
      return <Ban entry={entry} />
  }
}

function Line({ children, text = '', end }: { children: ReactNode; text?: string; end?: ReactNode }) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span>{children}</span>
        {end}
      </p>
      {text !== '' && (
        <p dir="auto" className="whitespace-pre-wrap text-fg-2">
          {text}
        </p>
      )}
    </>
  )
}

function InRoom({ room }: { room: string | null }) {
  if (room === null) return null
  return (
    <>
      {' '}
      in{' '}
      <a href={`/rooms/${encodeURIComponent(room)}`} className="hover:underline">
        <bdi>{room}</bdi>
      </a>
    </>
  )
}

const ENDED: Record<string, string> = {
  left: 'left',
  ejected: 'ejected',
  banned: 'ejected and banned',
  unknown: 'gone, not known when exactly',
}

function Session({ entry: { name, room, leftAt, endedHow } }: { entry: SessionEntry }) {
  return (
    <Line>
      <b className="font-semibold">Joined</b>
      <InRoom room={room} /> as <PersonName name={name} />
      {leftAt === null ? (
        ', here now'
      ) : (
        <>
          , {ENDED[endedHow ?? 'left'] ?? 'left'} <Time at={leftAt} format="time" />
        </>
      )}
    </Line>
  )
}

function Report({ entry }: { entry: ReportEntry }) {
  const { kind, reportId, category, text, state, badFaith, other, room } = entry
  return (
    <Line text={text}>
      <a href={`/reports/${reportId}`} className="font-semibold hover:underline">
        {kind === 'report_about' ? 'Reported' : 'Reported somebody'}
      </a>{' '}
      for <PolicyTitle code={category} />
      <InRoom room={room} />
      {other !== null && (
        <>
          {kind === 'report_about' ? ' by ' : ': '}
          <PersonLink userId={other}>
            <UserId userId={other} />
          </PersonLink>
        </>
      )}
      , {badFaith ? 'dismissed, in bad faith' : state.replaceAll('_', ' ')}
    </Line>
  )
}

function Decision({ entry }: { entry: DecisionEntry }) {
  const { by, automated, ban, reason, outcome, room, reportId } = entry
  return (
    <Line text={reason}>
      <b className="font-semibold">{ban ? 'Eject and ban' : 'Eject'}</b> by{' '}
      <bdi>{automated ? 'Roomwarden' : by}</bdi>
      <InRoom room={room} />: {outcome === null ? 'on its way' : OUTCOME_WORDS[outcome].toLowerCase()}
      {reportId !== null && (
        <>
          {' · '}
          <a href={`/reports/${reportId}`} className="text-accent hover:underline">
            the report
          </a>
        </>
      )}
    </Line>
  )
}

function Ban({ entry }: { entry: BanEntry }) {
  const { kind, scope, by, reason, endsAt } = entry
  const words = { ban: 'Banned from', ban_lifted: 'Ban lifted from', ban_ended: 'Ban ended in' }[kind]
  return (
    <Line text={reason}>
      <b className="font-semibold">{words}</b> <bdi>{scope}</bdi>
      {kind === 'ban' && (
        <>
          {' '}
          {endsAt === null ? (
            'for good'
          ) : (
            <>
              until <Time at={endsAt} format="dated" />
            </>
          )}
        </>
      )}
      {by !== '' && (
        <>
          {' '}
          by <bdi>{by}</bdi>
        </>
      )}
    </Line>
  )
}
