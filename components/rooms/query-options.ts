import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import type { RoomOverview, Roster } from '#lib/presence/roster'

const ROSTER_POLL_MS = 3_000
const OVERVIEW_POLL_MS = 5_000

export const roomsQuery = queryOptions({
  queryKey: ['rooms'],
  queryFn: ({ signal }) => getJson<RoomOverview>('/api/rooms', signal),
  refetchInterval: OVERVIEW_POLL_MS,
})

export function rosterQuery(room: string) {
  return queryOptions({
    queryKey: ['rooms', room, 'roster'],
    queryFn: ({ signal }) => getJson<Roster>(`${roomPath(room)}/roster`, signal),
    refetchInterval: ROSTER_POLL_MS,
  })
}

export function roomPath(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}`
}
