import { memo } from 'react'
import { serverNow } from '#components/ui/clock'
import { Icon } from '#components/ui/icon'
import { Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { JoinWave, RoomOverviewRow } from '#lib/presence/roster'
import { Trend } from './trend-plot.tsx'

export const CELL = 'desk:px-2 desk:py-1.5 desk:first:pl-6 desk:last:pr-6'

/** A line on a desk, a small block on a phone. Drawn again only when something in it changed. */
export const RoomRow = memo(function RoomRow({ row }: { row: RoomOverviewRow }) {
  const isWave = row.wave !== null
  return (
    <tr
      className={`relative border-b border-line-1 last:border-0 hover:bg-surface-3 max-desk:grid max-desk:grid-cols-[minmax(0,1fr)_auto_auto] max-desk:gap-x-3 max-desk:px-4 max-desk:py-2 ${isWave ? 'shadow-[inset_3px_0_0_var(--color-ink)]' : ''}`}
    >
      <td className={`max-desk:col-span-2 ${CELL}`}>
        <RoomName row={row} />
      </td>
      <td className={`text-right whitespace-nowrap max-desk:pt-1.5 ${CELL}`}>
        <People row={row} />
      </td>
      <td className={`max-desk:order-last max-desk:col-span-2 max-desk:self-end ${CELL}`}>
        <Trend trend={row.trend} />
      </td>
      <td className={`whitespace-nowrap text-fg-2 max-desk:hidden desk:pl-8! ${CELL}`}>
        {row.liveSince !== null && <ShortTime at={row.liveSince} />}
      </td>
      <td className={`min-w-0 text-fg-2 ${CELL}`}>
        {row.liveSince !== null && (
          <span className="mr-3 whitespace-nowrap desk:hidden">
            since <ShortTime at={row.liveSince} />
          </span>
        )}
        <LastDecision decision={row.lastDecision} />
      </td>
    </tr>
  )
})

function RoomName({ row: { room, privacy, wave } }: { row: RoomOverviewRow }) {
  return (
    <div className="flex gap-2">
      <Icon name={privacy === 'public' ? 'globe' : 'door'} className="mt-1 size-4 text-fg-3 max-desk:mt-2" />
      <div className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 max-desk:min-h-8">
        <a
          href={`/rooms/${encodeURIComponent(room)}`}
          className="min-w-0 text-md after:absolute after:inset-0 hover:text-accent"
        >
          <bdi>{room}</bdi>
        </a>
        {privacy !== null && (
          <span className={privacy === 'public' ? 'text-xs text-fg-2' : 'sr-only'}>{privacy}</span>
        )}
        {wave !== null && <Wave wave={wave} />}
      </div>
    </div>
  )
}

function Wave({ wave: { joins, minutes } }: { wave: JoinWave }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Tag icon="wave" look="ink">
        join wave
      </Tag>
      <span className="text-xs text-fg-2">
        {joins.toLocaleString('en')} joined in {minutes} min
      </span>
    </span>
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
      <ShortTime at={decision.at} />{' '}
      <span className="text-fg">
        <bdi>{decision.by}</bdi> {decision.ban ? 'ejected and banned' : 'ejected'}{' '}
        {decision.targets.toLocaleString('en')}
      </span>
    </>
  )
}

const TODAY_MS = 20 * 3_600_000

function ShortTime({ at }: { at: number }) {
  return <Time at={at} format={serverNow() - at > TODAY_MS ? 'day' : 'minute'} />
}
