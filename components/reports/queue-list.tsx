import { memo, type Ref } from 'react'
import { PolicyTitle } from '#components/policies/policies'
import { Icon } from '#components/ui/icon'
import { Note, Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import { type QueueRow, URGENT_WEIGHT } from '#lib/reports/view'
import { About, Age, endingWords, howMany } from './words.tsx'

type ListProps = {
  ref?: Ref<HTMLOListElement>
  rows: readonly QueueRow[]
  /** What stands behind the address of each report, so that the way back leads to the same list. */
  search: string
  current?: string
  /** Narrow: beside an open report. */
  compact?: boolean
  onHold?: (held: boolean) => void
}

export function QueueList({ ref, rows, search, current, compact = false, onHold }: ListProps) {
  return (
    <ol
      ref={ref}
      aria-label="Reports"
      className="divide-y divide-line-1 border-b border-line-1"
      onPointerEnter={() => onHold?.(true)}
      onPointerLeave={({ currentTarget }) => onHold?.(currentTarget.contains(document.activeElement))}
      onFocus={() => onHold?.(true)}
      onBlur={({ currentTarget, relatedTarget }) =>
        onHold?.(currentTarget.contains(relatedTarget) || currentTarget.matches(':hover'))
      }
    >
      {rows.map((row) => (
        <QueueItem key={row.id} row={row} search={search} isCurrent={row.id === current} compact={compact} />
      ))}
    </ol>
  )
}

type ItemProps = { row: QueueRow; search: string; isCurrent: boolean; compact: boolean }

/** The whole row is one link; whom it is about and the first words of what was said belong to its name. */
const QueueItem = memo(function QueueItem({ row, search, isCurrent, compact }: ItemProps) {
  return (
    <li>
      <a
        href={`/reports/${row.id}${search}`}
        ref={isCurrent ? bringIntoView : null}
        aria-current={isCurrent ? 'true' : undefined}
        className={`grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-surface-3 focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:shadow-[inset_3px_0_0_var(--color-accent)] desk:px-6 ${compact ? '' : 'desk:grid-cols-[minmax(0,1fr)_14rem_6rem]'}`}
      >
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="text-md">
              <PolicyTitle code={row.category} />
            </span>
            {!compact && <Marks row={row} />}
          </span>
          <span className="flex flex-wrap items-baseline gap-x-2 text-fg-2">
            <span className="min-w-0">
              <About report={row} />
            </span>
            <span>
              in <bdi>{row.room}</bdi>
            </span>
          </span>
          <bdi className={`block text-fg-3 ${compact ? 'truncate' : 'line-clamp-2'}`}>{row.firstWords}</bdi>
          {compact && (
            <span className="flex flex-wrap items-center gap-x-2">
              <Marks row={row} />
            </span>
          )}
        </span>
        <span className={`text-xs text-fg-2 ${compact ? 'hidden' : 'max-desk:hidden'}`}>
          <Holder row={row} />
        </span>
        <span className="text-right text-fg-2">
          <Waited row={row} />
          <span className={`block text-xs ${compact ? '' : 'desk:hidden'}`}>
            <Holder row={row} />
          </span>
        </span>
      </a>
    </li>
  )
})

function bringIntoView(link: HTMLElement | null) {
  link?.scrollIntoView({ block: 'nearest' })
}

function Marks({ row }: { row: QueueRow }) {
  const many = howMany(row)
  const isOpen = row.ending === null
  return (
    <>
      {isOpen && row.weight >= URGENT_WEIGHT && (
        <Tag icon="alert" look="ink">
          urgent
        </Tag>
      )}
      {isOpen && row.here && (
        <Tag icon="live" look="running">
          in the room now
        </Tag>
      )}
      {many !== null && <Note icon="users">{many}</Note>}
      {isOpen && row.escalatedTo !== null && <Note icon="up">for {row.escalatedTo}s</Note>}
    </>
  )
}

function Waited({ row }: { row: QueueRow }) {
  return row.ending === null ? <Age at={row.firstAt} /> : <Time at={row.ending.at} format="day" />
}

function Holder({ row: { claim, ending } }: { row: QueueRow }) {
  if (ending !== null) return <>{endingWords(ending)}</>
  if (claim === null) return <span className="text-fg-3">unclaimed</span>
  if (claim.mine) return <span className="text-accent">you</span>
  return (
    <span className="inline-flex items-center gap-1">
      <Icon name="person" className="size-3.5" />
      <bdi>{claim.by}</bdi>
    </span>
  )
}
