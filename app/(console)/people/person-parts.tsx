import { BanTags } from '#components/people/ban-tags'
import { Icon } from '#components/ui/icon'
import { Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { PersonView } from '#lib/people/view'

export function Marks({ person }: { person: PersonView }) {
  const { rooms, lastSeenAt } = person
  return (
    <div className="flex flex-wrap gap-1.5">
      {rooms.map(({ room, since }) => (
        <Tag key={room} icon="live" look="running">
          in{' '}
          <a href={`/rooms/${encodeURIComponent(room)}`} className="underline">
            <bdi>{room}</bdi>
          </a>{' '}
          since <Time at={since} format="minute" />
        </Tag>
      ))}
      {rooms.length === 0 && (
        <Tag icon="out">
          {lastSeenAt === null ? (
            'never seen in your rooms'
          ) : (
            <>
              not in a room now, last seen <Time at={lastSeenAt} format="dated" />
            </>
          )}
        </Tag>
      )}
      <BanTags standing={person} tellOfNone={person.userId !== null} />
    </div>
  )
}

export function Figures({ person }: { person: PersonView }) {
  const { sessions, figures, reported } = person
  const all = [
    ['Sessions', sessions],
    ['Reports about', figures.reports],
    ['of these dismissed', figures.dismissed],
    ['Reports by', reported.reports],
    ['of these in bad faith', reported.badFaith],
    ['Ejected', figures.ejected],
    ['Banned', figures.banned],
  ] as const
  return (
    <dl className="flex flex-wrap rounded-3 border border-line-2">
      {all.map(([word, count]) => (
        <div key={word} className="min-w-20 flex-1 px-3 py-2">
          <dt className="text-xs text-fg-3">{word}</dt>
          <dd className="text-lg font-semibold">{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Names({ names }: { names: readonly string[] }) {
  if (names.length < 2) return null
  return (
    <p className="flex flex-wrap gap-x-2 text-fg-2">
      <Icon name="person" className="mt-0.5 size-4" />
      Names used:{' '}
      {names.map((name, index) => (
        <span key={name}>
          <bdi>{name}</bdi>
          {index < names.length - 1 && ','}
        </span>
      ))}
    </p>
  )
}
