import { memo } from 'react'
import { Icon } from '#components/ui/icon'
import { Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { Trend } from './trend-plot.tsx'

export const CELL = 'desk:px-2 desk:py-1.5 desk:first:pl-6 desk:last:pr-6'

/** A line on a desk, a small block on a phone. Drawn again only when something in it changed. */
export const RoomRow = memo(function RoomRow({ row }: { row: RoomOverviewRow }) {
  const isWave = row.wave !== null
  return (
    <tr
      className={`relative border-b border-line-1 last:border-0 hover:bg-surface-3 max-desk:grid max-desk:grid-cols-[minmax(0,1fr)_auto] max-desk:gap-x-3 max-desk:px-4 max-desk:py-2 ${isWave ? 'shadow-[inset_3px_0_0_var(--color-ink)]' : ''}`}
    >
      <td className={CELL}>
        <RoomName row={row} />
      </td>
      <td className={`text-right whitespace-nowrap ${CELL}`}>
        <People row={row} />
      </td>
      <td className={`max-desk:order-last max-desk:self-end ${CELL}`}>
        <Trend trend={row.trend} />
      </td>
      <td className={`whitespace-nowrap text-fg-2 max-desk:hidden desk:pl-8! ${CELL}`}>
        {row.liveSince !== null && <Time at={row.liveSince} format="minute" />}
      </td>
      <td className={`min-w-0 text-fg-2 ${CELL}`}>
        {row.liveSince !== null && (
          <span className="mr-3 whitespace-nowrap desk:hidden">
            since <Time at={row.liveSince} format="minute" />
          </span>
        )}
        <LastDecision decision={row.lastDecision} />
      </td>
    </tr>
  )
})

function RoomName({ row: { room, privacy, wave } }: { row: RoomOverviewRow }) {
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-0.5 max-desk:min-h-8">
      <a
        href={`/rooms/${encodeURIComponent(room)}`}
        className="flex min-w-0 items-center gap-2 text-md after:absolute after:inset-0 hover:text-accent"
      >
        <Icon name={privacy === 'public' ? 'globe' : 'door'} className="size-4 text-fg-3" />
        <bdi className="min-w-0">{room}</bdi>
      </a>
      {privacy !== null && (
        <span className={privacy === 'public' ? 'text-xs text-fg-2' : 'sr-only'}>{privacy}</span>
      )}
      {wave !== null && (
        <Tag icon="wave" look="ink">
          join wave
        </Tag>
      )}
      {wave !== null && (
        <span className="text-xs text-fg-2">
          {wave.joins.toLocaleString('en')} joined in {wave.minutes} min
        </span>
      )}
    </div>
  )
}

function People({ row: { people, partial } }: { row: RoomOverviewRow }) {
  return (
    <>
      {partial && <span className="text-xs text-fg-2">at least </span>}
      <span className={people === 0 ? 'text-md text-fg-3' : 'text-md font-semibold'}>
        {people.toLocaleString('en')}
      </span>
    </>
  )
}

function LastDecision({ decision }: { decision: RoomOverviewRow['lastDecision'] }) {
  if (decision === null) return <span className="text-fg-3 max-desk:hidden">none yet</span>
  return (
    <>
      <Time at={decision.at} format="minute" />{' '}
      <span className="text-fg">
        <bdi>{decision.by}</bdi> {decision.ban ? 'ejected and banned' : 'ejected'}{' '}
        {decision.targets.toLocaleString('en')}
      </span>
    </>
  )
}
