import type { Metadata } from 'next'
import { RoomOverviewScreen } from '#components/rooms/room-overview'
import { requireOperator } from '#lib/auth/session'
import { listRooms } from '#lib/rooms/queries'
import { getJoinWave } from '#lib/settings/queries'

export const metadata: Metadata = { title: 'Rooms' }

export default async function OverviewPage() {
  const operator = await requireOperator()
  return <RoomOverviewScreen initialOverview={await listRooms(operator, await getJoinWave())} />
}
