import Link from 'next/link'
import { AsOf } from '#components/rooms/as-of'
import { Icon } from '#components/ui/icon'
import { Fact, PageHead } from '#components/ui/page-head'
import { Time } from '#components/ui/time'
import type { RoomPrivacy, Roster } from '#lib/presence/roster'

const PRIVACY: Record<RoomPrivacy, { fact: string; explanation: string }> = {
  public: {
    fact: 'Public room: bans can be dodged',
    explanation:
      'Anybody can join a public room without a meeting token, and so without a user ID. A ban holds by user ID: who joins without one, or under another, is not recognised. To make bans hold, make the room private and let your backend ask Roomwarden before it hands out a token.',
  },
  private: {
    fact: 'Private room',
    explanation:
      'Only people with a meeting token can join. A ban holds for everybody whose token carries a user ID, as soon as they join; it keeps them out altogether when your backend asks Roomwarden before it hands out a token.',
  },
}

export function RoomHead({ room, roster }: { room: string; roster: Roster | undefined }) {
  const people = roster?.participants.filter((row) => row.state !== 'left') ?? []
  const liveSince = people.reduce<number | null>(
    (first, row) => Math.min(first ?? row.joinedAt, row.joinedAt),
    null,
  )
  return (
    <PageHead
      title={<bdi>{room}</bdi>}
      before={
        <Link
          href="/"
          prefetch={false}
          aria-label="All rooms"
          className="-ml-2 grid size-8 place-items-center rounded-2 hover:bg-surface-3 max-desk:size-11"
        >
          <Icon name="left" />
        </Link>
      }
    >
      {roster !== undefined && (
        <>
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
        </>
      )}
    </PageHead>
  )
}

function Privacy({ privacy }: { privacy: RoomPrivacy }) {
  const { fact, explanation } = PRIVACY[privacy]
  return (
    <>
      <button
        type="button"
        popoverTarget="privacy"
        className="inline-flex items-center gap-1.5 rounded-1 text-fg-2 hover:text-fg max-desk:min-h-8"
      >
        <Icon name={privacy === 'public' ? 'globe' : 'door'} />
        {fact}
        <Icon name="info" className="size-3.5" />
      </button>
      <div
        id="privacy"
        popover="auto"
        className="m-auto max-w-sm rounded-3 border border-line-2 bg-raised p-4 text-fg shadow-3 backdrop:bg-scrim"
      >
        {explanation}
      </div>
    </>
  )
}
