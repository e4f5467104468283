import { useMemo } from 'react'
import { counted } from '#components/counted'
import { AsOf } from '#components/rooms/as-of'
import { Icon } from '#components/ui/icon'
import { Fact, PageHead } from '#components/ui/page-head'
import { Time } from '#components/ui/time'
import type { RoomPrivacy, Roster } from '#lib/presence/roster'

const PRIVACY: Record<RoomPrivacy, string> = {
  public: 'Public room: bans can be dodged',
  private: 'Private room',
}

type HeadProps = {
  room: string
  roster: Roster
  /** How many people the room has while their list is still on its way, else null. */
  expected: number | null
}

export function RoomHead({ room, roster, expected }: HeadProps) {
  const here = useMemo(() => headcount(roster), [roster])
  const people = expected ?? here.people
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
        {people === 0 ? 'Nobody here' : <b className="font-semibold text-fg">Live</b>}
        {here.liveSince !== null && (
          <span className="max-desk:sr-only">
            {' '}
            since <Time at={here.liveSince} format="minute" />
          </span>
        )}
      </Fact>
      <Fact icon="users">
        <b className="font-semibold text-fg">{counted(people, 'person', 'people')}</b>
      </Fact>
      <Fact icon="clock">{roster.asOf === null ? 'Not asked yet' : <AsOf at={roster.asOf} />}</Fact>
      {roster.webhooks && <Fact icon="send">webhooks on</Fact>}
      {roster.privacy !== null && <Privacy privacy={roster.privacy} />}
    </PageHead>
  )
}

function headcount({ participants }: Roster) {
  let people = 0
  let liveSince: number | null = null
  for (const row of participants) {
    if (row.state === 'left') continue
    people += 1
    liveSince = Math.min(liveSince ?? row.joinedAt, row.joinedAt)
  }
  return { people, liveSince }
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
