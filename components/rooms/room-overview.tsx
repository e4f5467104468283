'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Failed } from '#components/failed'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { ZoneNote } from '#components/ui/time'
import type { RoomOverview } from '#lib/presence/roster'
import { filterRooms } from '#lib/rooms/order'
import { OverviewFacts } from './overview-facts.tsx'
import { roomsQuery } from './query-options.ts'
import { RoomSearch } from './room-search.tsx'
import { RoomTable } from './room-table.tsx'
import { useHeldOrder } from './use-held-order.ts'
import { useOverviewKeys } from './use-overview-keys.ts'

export function RoomOverviewScreen({ initialOverview }: { initialOverview: RoomOverview }) {
  const { data: overview, error } = useQuery({ ...roomsQuery, initialData: initialOverview })
  const [search, setSearch] = useState('')
  const [isTouched, hold] = useState(false)
  const rows = filterRooms(useHeldOrder(overview.rooms, isTouched), search)
  const searchBox = useRef<HTMLInputElement>(null)
  const table = useRef<HTMLTableElement>(null)
  useOverviewKeys(searchBox, table)

  return (
    <>
      <PageHead title="Rooms">
        <OverviewFacts overview={overview} />
      </PageHead>
      <Warnings overview={overview} error={error} />
      <RoomSearch box={searchBox} search={search} onSearch={setSearch} />
      {rows.length > 0 ? (
        <RoomTable ref={table} rows={rows} onHold={hold} />
      ) : (
        <Nothing overview={overview} isSearching={search.trim() !== ''} />
      )}
      <p className="mt-auto px-4 py-3 text-right text-xs text-fg-2 desk:px-6">
        <ZoneNote />
      </p>
    </>
  )
}

function Warnings({ overview, error }: { overview: RoomOverview; error: Error | null }) {
  const { stale, trouble, asOf } = overview
  const isOld = stale && (trouble !== null || asOf !== null)
  return (
    <>
      {error !== null && (
        <Banner>
          <Failed error={error} />
        </Banner>
      )}
      {isOld && (
        <Banner>
          {trouble ?? 'Daily has not told who is where for a while.'} The numbers below may be old.
        </Banner>
      )}
    </>
  )
}

function Nothing({ overview, isSearching }: { overview: RoomOverview; isSearching: boolean }) {
  if (overview.asOf === null)
    return (
      <EmptyState icon="spin" title="Asking Daily who is where">
        <p>The first answer comes within 15 s.</p>
      </EmptyState>
    )
  if (isSearching && overview.rooms.length > 0)
    return (
      <EmptyState icon="search" title="No live room matches">
        <p>Only rooms with people in them are listed.</p>
      </EmptyState>
    )
  return (
    <EmptyState icon="door" title="No room has people in it">
      <p>Rooms show here within 15 s of the first person joining.</p>
    </EmptyState>
  )
}
