import { Pager } from '#components/pager'
import { personHref } from '#components/people/person-link'
import { PersonName, ShortId, UserId } from '#components/rooms/person'
import { EmptyState } from '#components/ui/empty-state'
import { Note } from '#components/ui/tag'
import { requireOperator } from '#lib/auth/session'
import { getPerson } from '#lib/people/queries'
import type { PersonInput, TimelineInput } from '#lib/people/schemas'
import { readTimeline } from '#lib/people/timeline'
import type { PersonView } from '#lib/people/view'
import { can } from '#lib/permissions/permissions'
import { ejectAction, stopDecisionAction, undoBanAction } from '../rooms/[room]/actions.ts'
import { Act } from './act.tsx'
import { erasePersonAction, previewErasureAction, undoNoteAction, writeNoteAction } from './actions.ts'
import { Erase } from './erase.tsx'
import { PersonNote } from './person-note.tsx'
import { Figures, Marks, Names } from './person-parts.tsx'
import { TimelineFilters, withTimelineQuery } from './timeline-filters.tsx'
import { TimelineList } from './timeline-list.tsx'

const DECISIONS = { eject: ejectAction, undoBan: undoBanAction, stop: stopDecisionAction }

/** One person's whole story, as far as the operator's rooms tell it. */
export async function PersonPage({ person: input, asked }: { person: PersonInput; asked: TimelineInput }) {
  const operator = await requireOperator()
  const [person, timeline] = await Promise.all([
    getPerson(operator, input),
    readTimeline(operator, input, asked),
  ])
  const href = personHref(person.userId, person.participantId)
  const place = (cursor: string | null) =>
    cursor === null ? null : withTimelineQuery(href, { ...asked, cursor })
  const rooms = person.rooms.map(({ room }) => room)
  return (
    <div className="flex flex-1 max-desk:flex-col">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="grid gap-3 border-b border-line-2 px-4 py-4 desk:px-6">
          <Head person={person} />
          <Marks person={person} />
          <Figures person={person} />
          <Names names={person.names} />
        </header>
        <TimelineFilters href={href} asked={asked} />
        {timeline.rows.length === 0 ? (
          <Nothing
            person={person}
            isFiltered={asked.kind !== 'all' || asked.room !== undefined}
            href={href}
          />
        ) : (
          <>
            <TimelineList entries={timeline.rows} undoNote={undoNoteAction} />
            <Pager newer={place(timeline.newer)} older={place(timeline.older)} />
          </>
        )}
      </div>
      <aside
        aria-label="What you can do"
        className="flex shrink-0 flex-col divide-y divide-line-2 border-line-2 bg-surface-2 max-desk:border-t desk:w-80 desk:border-l wide:w-92"
      >
        <Act
          person={person}
          actions={DECISIONS}
          may={{
            eject: rooms.filter((room) => can(operator, 'participant.eject', { room })),
            ban: rooms.filter((room) => can(operator, 'ban.room', { room })),
            banWide: can(operator, 'ban.wide'),
            banAtAll: can(operator, 'ban.room'),
            seeAudit: can(operator, 'audit.see'),
          }}
        />
        {can(operator, 'person.note') && <PersonNote person={input} write={writeNoteAction} />}
        {can(operator, 'person.erase') && (
          <Erase person={input} preview={previewErasureAction} erase={erasePersonAction} />
        )}
      </aside>
    </div>
  )
}

function Head({ person: { name, userId, participantId } }: { person: PersonView }) {
  return (
    <div>
      <h1 className="text-xl font-semibold">
        {name === null ? <bdi>{userId ?? participantId}</bdi> : <PersonName name={name} />}
      </h1>
      <p className="flex flex-wrap items-baseline gap-x-2 text-fg-2">
        {userId !== null && (
          <>
            user ID <UserId userId={userId} />
          </>
        )}
        {userId === null && participantId !== null && (
          <>
            <Note icon="no-id">no user ID</Note> this session <ShortId id={participantId} />
          </>
        )}
      </p>
    </div>
  )
}

type NothingProps = { person: PersonView; isFiltered: boolean; href: string }

function Nothing({ person: { userId, participantId }, isFiltered, href }: NothingProps) {
  if (isFiltered)
    return (
      <EmptyState icon="search" title="Nothing of this kind">
        <a href={href} className="text-accent underline">
          Show everything
        </a>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="person"
      title={
        <>
          Nothing on record about <bdi>{userId ?? participantId}</bdi> in your rooms
        </>
      }
    >
      <p>Sessions, reports, decisions and bans show here as they happen.</p>
    </EmptyState>
  )
}
