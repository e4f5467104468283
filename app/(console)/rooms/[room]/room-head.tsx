import { AsOf } from '#components/rooms/as-of'
import { Icon } from '#components/ui/icon'
import { Fact, PageHead } from '#components/ui/page-head'
import { Time } from '#components/ui/time'
import type { RoomPrivacy, Roster } from '#lib/presence/roster'

const PRIVACY: Record<RoomPrivacy, string> = {
  public: 'Public room: bans can be dodged',
  private: 'Private room',
}

export function RoomHead({ room, roster }: { room: string; roster: Roster }) {
  const people = roster.participants.filter((row) => row.state !== 'left')
  const liveSince = people.reduce<number | null>(
    (first, row) => Math.min(first ?? row.joinedAt, row.joinedAt),
    null,
  )
  return (
    <PageHead
      title={<bdi>{room}</bdi>}
      before={
        <a
          href="/"
          aria-label="All rooms"
          className="-ml-2 grid size-8 place-items-center rounded-2 hover:bg-surface-3 max-desk:size-11"
        >
          <Icon name="left" />
        </a>
      }
    >
      <Fact icon="live">
        {liveSince === null ? (
          'Nobody here'
        ) : (
          <>
            <b className="font-semibold text-fg">Live</b>
            <span className="max-desk:sr-only">
              {' '}
              since <Time at={liveSince} format="minute" />
            </span>
          </>
        )}
      </Fact>
      <Fact icon="users">
        <b className="font-semibold text-fg">
          {people.length.toLocaleString('en')} {people.length === 1 ? 'person' : 'people'}
        </b>
      </Fact>
      <Fact icon="clock">{roster.asOf === null ? 'Not asked yet' : <AsOf at={roster.asOf} />}</Fact>
      {roster.privacy !== null && <Privacy privacy={roster.privacy} />}
    </PageHead>
  )
}

function Privacy({ privacy }: { privacy: RoomPrivacy }) {
  return (
    <button
      type="button"
      popoverTarget={`privacy-${privacy}`}
      className="inline-flex items-center gap-1.5 rounded-1 text-fg-2 hover:text-fg max-desk:min-h-8"
    >
      <Icon name={privacy === 'public' ? 'globe' : 'door'} />
      {PRIVACY[privacy]}
      <Icon name="info" className="size-3.5" />
    </button>
  )
}
