'use client'

import { useReaderZone } from '#components/ui/time'

/** Days are those of the address's zone, so that a shared address finds the same everywhere; of the reader's when it has none. */
export function ZoneField({ zone }: { zone: string | null }) {
  const readerZone = useReaderZone()
  return (
    <>
      <input type="hidden" name="zone" value={zone ?? readerZone} />
      <span className="text-xs text-fg-3">Days in {zone ?? readerZone}</span>
    </>
  )
}
