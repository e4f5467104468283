import type { Ref } from 'react'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { CELL, RoomRow } from './room-row.tsx'

type TableProps = {
  ref: Ref<HTMLTableElement>
  rows: readonly RoomOverviewRow[]
  /** The pointer or the focus has come in, or both have gone: meanwhile no row may change place. */
  onHold: (held: boolean) => void
}

const HEADINGS = [
  ['Room', ''],
  ['People', 'w-28 text-right text-fg'],
  ['Last 10 min', 'w-40 text-right'],
  ['Live since', 'w-32 pl-8!'],
  ['Last decision', 'w-[28%]'],
] as const

export function RoomTable({ ref, rows, onHold }: TableProps) {
  return (
    <table
      ref={ref}
      aria-label="Rooms"
      className="w-full table-fixed border-b border-line-1 max-desk:block"
      onPointerEnter={() => onHold(true)}
      onPointerLeave={({ currentTarget }) => onHold(currentTarget.contains(document.activeElement))}
      onFocus={() => onHold(true)}
      onBlur={({ currentTarget, relatedTarget }) =>
        onHold(currentTarget.contains(relatedTarget) || currentTarget.matches(':hover'))
      }
    >
      <thead className="border-b border-line-2 text-left text-xs text-fg-3 max-desk:sr-only">
        <tr>
          {HEADINGS.map(([heading, looks]) => (
            <th key={heading} scope="col" className={`font-normal ${CELL} ${looks}`}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-desk:block">
        {rows.map((row) => (
          <RoomRow key={row.room} row={row} />
        ))}
      </tbody>
    </table>
  )
}
