import type { ReactNode, RefObject } from 'react'

export type RowsProps = {
  count: number
  /** The row that has the focus, or will have it. */
  active: number
  rowPx: number
  scroller: RefObject<HTMLElement | null>
  /** `top` in pixels, or null for a row in the usual flow. */
  rowAt: (index: number, top: number | null) => ReactNode
}

export function EveryRow({ count, rowAt }: RowsProps) {
  return <tbody className="block">{Array.from({ length: count }, (_, index) => rowAt(index, null))}</tbody>
}
