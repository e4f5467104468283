import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { roomsQuery } from '#components/rooms/query-options'
import { RoomOverviewScreen } from '#components/rooms/room-overview'
import { requireOperator } from '#lib/auth/session'
import { listRooms } from '#lib/rooms/queries'

export const metadata: Metadata = { title: 'Rooms' }

export default async function OverviewPage() {
  const operator = await requireOperator()
  const client = new QueryClient()
  client.setQueryData(roomsQuery.queryKey, await listRooms(operator))
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RoomOverviewScreen />
    </HydrationBoundary>
  )
}
