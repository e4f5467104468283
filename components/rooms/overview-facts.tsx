import { Fact } from '#components/ui/page-head'
import { Tag } from '#components/ui/tag'
import type { RoomOverview } from '#lib/presence/roster'
import { AsOf } from './as-of.tsx'

/** What holds for all rooms together. The waves stand last: nothing moves when one begins. */
export function OverviewFacts({ overview: { rooms, asOf, webhooks } }: { overview: RoomOverview }) {
  const people = rooms.reduce((sum, room) => sum + room.people, 0)
  const waves = rooms.filter(({ wave }) => wave !== null).length
  return (
    <>
      <Fact icon="live">
        <b className="font-semibold text-fg">{rooms.length.toLocaleString('en')} live</b>
      </Fact>
      <Fact icon="users">
        <b className="font-semibold text-fg">
          {people.toLocaleString('en')} {people === 1 ? 'person' : 'people'}
        </b>
      </Fact>
      <Fact icon="clock">
        {asOf === null ? 'Not asked yet' : <AsOf at={asOf} />}
        {webhooks && ', webhooks on'}
      </Fact>
      <span role="status" className="inline-flex max-desk:sr-only">
        {waves > 0 && (
          <Tag icon="wave" look="ink">
            {waves === 1 ? '1 join wave' : `${waves.toLocaleString('en')} join waves`}
          </Tag>
        )}
      </span>
    </>
  )
}
