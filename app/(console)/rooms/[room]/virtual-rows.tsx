import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { RowsProps } from './row-window.tsx'

const OVERSCAN_ROWS = 4

export default function VirtualRows({ count, active, rowPx, scroller, rowAt }: RowsProps) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    // The row with the focus stays, however far the list is scrolled.
    rangeExtractor: (range) => {
      const indexes = new Set([active, ...defaultRangeExtractor(range)])
      return [...indexes].filter((index) => index < count).sort((a, b) => a - b)
    },
  })
  return (
    <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => rowAt(index, start))}
    </tbody>
  )
}
