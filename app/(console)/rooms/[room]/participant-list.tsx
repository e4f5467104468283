'use client'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { Checkbox } from '#components/ui/checkbox'
import { useLive } from '#components/ui/clock'
import type { RosterParticipant } from '#lib/presence/roster'
import { ParticipantRow, ROW_GRID } from './participant-row.tsx'
import { isPickable, pickLabel, sharedNames } from './roster-view.ts'

const DESK = '(min-width: 47.5rem)'
const ROW_PX = 32
const TOUCH_ROW_PX = 60
const PAGE_ROWS = 15
const OVERSCAN_ROWS = 10

type ListProps = {
  rows: readonly RosterParticipant[]
  picks: ReadonlyMap<string, RosterParticipant>
  onPicks: (picks: ReadonlyMap<string, RosterParticipant>) => void
  onHold: (held: boolean) => void
}

export function ParticipantList({ rows, picks, onPicks, onHold }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const anchor = useRef<string | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const isLive = useLive()
  const rowPx = useIsDesk() ? ROW_PX : TOUCH_ROW_PX
  const shared = useMemo(() => sharedNames(rows), [rows])
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.participantId === activeId),
  )

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.participantId ?? index,
    overscan: OVERSCAN_ROWS,
    scrollPaddingEnd: ROW_PX,
    // The row with the focus stays, however far the list is scrolled.
    rangeExtractor: (range) => {
      const indexes = new Set([activeIndex, ...defaultRangeExtractor(range)])
      return [...indexes].filter((index) => index < rows.length).sort((a, b) => a - b)
    },
  })

  function focusRow(index: number) {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (row === undefined) return
    flushSync(() => setActiveId(row.participantId))
    virtual.scrollToIndex(rows.indexOf(row))
    const box = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.participantId)}"]`)
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
  const pickable = rows.filter(isPickable)
  const pickedShown = pickable.filter((row) => picks.has(row.participantId)).length

  function pickAll() {
    const next = new Map(picks)
    for (const row of pickable) {
      if (pickedShown === pickable.length) next.delete(row.participantId)
      else next.set(row.participantId, row)
    }
    onPicks(next)
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
                checked={pickable.length > 0 && pickedShown === pickable.length}
                some={pickedShown > 0 && pickedShown < pickable.length}
                disabled={!isLive || pickable.length === 0}
                onChange={pickAll}
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
        {isLive && (
          <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const row = rows[index]
              if (row === undefined) return null
              return (
                <ParticipantRow
                  key={row.participantId}
                  row={row}
                  position={index}
                  top={start}
                  height={size}
                  label={pickLabel(row, shared)}
                  picked={picks.has(row.participantId)}
                  tabbable={index === activeIndex}
                  onPick={latestPick}
                />
              )
            })}
          </tbody>
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
