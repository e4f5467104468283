import { BanTags } from '#components/people/ban-tags'
import { personHref } from '#components/people/person-link'
import { Age } from '#components/reports/words'
import { PersonName, ShortId, UserId } from '#components/rooms/person'
import { Icon } from '#components/ui/icon'
import { Note, Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { Earlier, Standing as Known, ReportView } from '#lib/reports/view'

/** Whom the report is about: where they are, what stands against them, what was before. */
export function Standing({ report }: { report: ReportView }) {
  const { standing, userId, participantId, name, kind } = report
  if (kind === 'reporter')
    return (
      <p className="px-4 py-5 text-fg-2 desk:px-5">
        One reporter sent many reports on different people within minutes. Choose one of them to decide on, or
        dismiss them all.
      </p>
    )
  if (standing === null)
    return (
      <p className="px-4 py-5 text-fg-2 desk:px-5">This report is about the room, not about one person.</p>
    )
  return (
    <>
      <section aria-label="Person" className="grid gap-3 px-4 py-5 desk:px-5">
        <div>
          <h2 className="text-lg font-semibold">
            <PersonName name={name} />
          </h2>
          <p className="flex flex-wrap items-baseline gap-x-2">
            {userId === null ? <Note icon="no-id">no user ID</Note> : <UserId userId={userId} />}
            {userId === null && participantId !== null && <ShortId id={participantId} />}
            <a href={personHref(userId, participantId)} className="ml-auto text-accent hover:underline">
              Whole history
            </a>
          </p>
        </div>
        <Marks standing={standing} room={report.room} />
        <Figures figures={standing.figures} />
      </section>
      {standing.earlier.length > 0 && <EarlierList earlier={standing.earlier} />}
    </>
  )
}

function Marks({ standing, room }: { standing: Known; room: string }) {
  const { rooms, lastSeenAt } = standing
  return (
    <div className="flex flex-wrap gap-1.5">
      {rooms.map(({ room: where, since }) => (
        <Tag key={where} icon="live" look="running">
          in {where === room ? 'this room' : <bdi>{where}</bdi>}, <Age at={since} />
        </Tag>
      ))}
      {rooms.length === 0 && (
        <Tag icon="out">
          not in a room now
          {lastSeenAt !== null && (
            <>
              , left <Time at={lastSeenAt} format="day" />
            </>
          )}
        </Tag>
      )}
      <BanTags standing={standing} tellOfNone />
    </div>
  )
}

const FIGURES = [
  ['reports', 'Reports'],
  ['dismissed', 'Dismissed'],
  ['ejected', 'Ejected'],
  ['banned', 'Banned'],
] as const

function Figures({ figures }: Pick<Known, 'figures'>) {
  return (
    <dl className="grid grid-cols-4 divide-x divide-line-1 rounded-3 border border-line-2 bg-surface">
      {FIGURES.map(([key, word]) => (
        <div key={key} className="min-w-0 px-2 py-2 [overflow-wrap:normal] wide:px-3">
          <dt className="text-xs text-fg-3">{word}</dt>
          <dd className="text-lg font-semibold">{figures[key].toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}

function EarlierList({ earlier }: { earlier: readonly Earlier[] }) {
  return (
    <section aria-labelledby="earlier" className="grid gap-2 px-4 py-4 desk:px-5">
      <h2 id="earlier" className="text-md font-semibold">
        History
      </h2>
      <ul className="grid gap-1.5">
        {earlier.map(({ id, kind, at, room, words }) => (
          <li key={`${kind}${id}`} className="grid grid-cols-[1rem_5rem_minmax(0,1fr)] gap-x-2">
            <Icon name={kind === 'report' ? 'flag' : 'out'} className="mt-0.5 size-4 text-fg-3" />
            <span className="text-fg-3">
              <Time at={at} format="day" />
            </span>
            <span>
              {kind === 'report' ? (
                <a href={`/reports/${id}`} className="hover:underline">
                  <bdi>{words}</bdi>
                </a>
              ) : (
                <bdi>{words}</bdi>
              )}{' '}
              <span className="text-fg-3">
                in <bdi>{room}</bdi>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
