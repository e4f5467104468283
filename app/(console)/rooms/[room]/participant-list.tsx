'use client'

import { type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { Checkbox } from '#components/ui/checkbox'
import { useLive } from '#components/ui/clock'
import type { RosterParticipant } from '#lib/presence/roster'
import { repeatedLooks, rowLook } from '#lib/presence/roster-filters'
import { ParticipantRow, ROW_GRID } from './participant-row.tsx'
import type { Picks, Tally } from './picks.ts'
import { isPickable, pickLabel } from './roster-view.ts'
import { EveryRow, type RowsProps } from './row-window.tsx'

const DESK = '(min-width: 47.5rem)'
const ROW_PX = 32
const TOUCH_ROW_PX = 60
const PAGE_ROWS = 15
/** Beyond this many rows only those in view are drawn. The code for it comes when it is needed; without it all are drawn. */
const MANY_ROWS = 400
/** What stands until it is here. */
const FIRST_ROWS = 60
const VirtualRows = lazy(() => import('./virtual-rows.tsx').catch(() => ({ default: EveryRow })))

type ListProps = {
  rows: readonly RosterParticipant[]
  /** How many are on their way. */
  expected: number
  /** The looks that more than one person in the room has. */
  looks: ReadonlySet<string>
  picks: Picks
  tally: Tally
  canPick: boolean
  onPicks: (picks: Picks) => void
  onPickShown: () => void
  onHold: (held: boolean) => void
}

export function ParticipantList(props: ListProps) {
  const { rows, expected, looks, picks, tally, canPick, onPicks, onPickShown, onHold } = props
  const scroller = useRef<HTMLDivElement>(null)
  const anchor = useRef<string | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const isLive = useLive()
  const rowPx = useIsDesk() ? ROW_PX : TOUCH_ROW_PX
  const repeated = useMemo(() => repeatedLooks(rows), [rows])
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.participantId === activeId),
  )

  const [isLong, setLong] = useState(false)
  if (!isLong && Math.max(rows.length, expected) > MANY_ROWS) setLong(true)

  function focusRow(index: number) {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (row === undefined) return
    flushSync(() => setActiveId(row.participantId))
    const box = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.participantId)}"]`)
    box?.closest('tr')?.scrollIntoView({ block: 'nearest' })
    box?.focus({ preventScroll: true })
  }

  function pick(participantId: string, toHere: boolean) {
    const here = rows.findIndex((row) => row.participantId === participantId)
    const next = new Map(picks)
    const start = rows.findIndex((row) => row.participantId === anchor.current)
    if (toHere && start >= 0) {
      const [from, to] = [Math.min(here, start), Math.max(here, start)]
      for (const row of rows.slice(from, to + 1)) if (isPickable(row)) next.set(row.participantId, row)
    } else if (!next.delete(participantId)) {
      const row = rows[here]
      if (row !== undefined) next.set(participantId, row)
    }
    anchor.current = participantId
    setActiveId(participantId)
    onPicks(next)
  }

  const latestPick = useLatest(pick)
  const rowsProps: RowsProps = {
    count: rows.length,
    active: activeIndex,
    rowPx,
    scroller,
    rowAt: (index, top) => {
      const row = rows[index]
      if (row === undefined) return null
      return (
        <ParticipantRow
          key={row.participantId}
          row={row}
          position={index}
          top={top}
          label={pickLabel(row, repeated)}
          lookAlike={looks.has(rowLook(row))}
          picked={picks.has(row.participantId)}
          changeable={canPick && (picks.has(row.participantId) || isPickable(row))}
          tabbable={index === activeIndex}
          onPick={latestPick}
        />
      )
    },
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to hold the list still and to move its focus.
    <div
      ref={scroller}
      data-list=""
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
      onPointerEnter={(event) => onHold(event.pointerType === 'mouse')}
      onPointerLeave={(event) => onHold(event.currentTarget.contains(document.activeElement))}
      onFocus={() => onHold(true)}
      onBlur={(event) =>
        onHold(event.currentTarget.contains(event.relatedTarget) || event.currentTarget.matches(':hover'))
      }
      onKeyDown={(event) => {
        const index = targetIndex(event, activeIndex, rows.length)
        if (index === null) return
        event.preventDefault()
        focusRow(index)
      }}
    >
      <table aria-label="Participants" aria-rowcount={rows.length + 1} className="block w-full">
        <thead className="sticky top-0 z-10 block border-b border-line-2 bg-surface text-xs text-fg-3 max-desk:hidden">
          <tr aria-rowindex={1} className={`h-8 ${ROW_GRID}`}>
            <td className="flex justify-center">
              <Checkbox
                aria-label="Pick all shown"
                checked={tally.pickable > 0 && tally.picked === tally.pickable}
                some={tally.picked > 0 && tally.picked < tally.pickable}
                disabled={!canPick || tally.pickable === 0}
                onChange={onPickShown}
              />
            </td>
            {['Name', 'User ID', 'ID', 'In room', 'Notes'].map((heading) => (
              <th
                key={heading}
                scope="col"
                className={`font-normal ${heading === 'In room' ? 'pr-2 text-right text-fg' : 'text-left'}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        {isLive && !isLong && <EveryRow {...rowsProps} />}
        {isLive && isLong && (
          <Suspense fallback={<EveryRow {...rowsProps} count={Math.min(rows.length, FIRST_ROWS)} />}>
            <VirtualRows key={rowPx} {...rowsProps} />
          </Suspense>
        )}
      </table>
    </div>
  )
}

function targetIndex({ key }: KeyboardEvent, active: number, count: number): number | null {
  if (key === 'ArrowDown') return active + 1
  if (key === 'ArrowUp') return active - 1
  if (key === 'PageDown') return active + PAGE_ROWS
  if (key === 'PageUp') return active - PAGE_ROWS
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** One function for good, so that rows that did not change are not drawn again. */
function useLatest(pick: (participantId: string, toHere: boolean) => void) {
  const latest = useRef(pick)
  latest.current = pick
  return useRef((participantId: string, toHere: boolean) => latest.current(participantId, toHere)).current
}

function useIsDesk(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(DESK)
      query.addEventListener('change', onChange)
      return () => query.removeEventListener('change', onChange)
    },
    () => matchMedia(DESK).matches,
    () => true,
  )
}
