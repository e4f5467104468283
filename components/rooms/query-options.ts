import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import { serverNow } from '#components/ui/clock'
import { mergeRoster, type RoomOverview, type Roster, type RosterChanges } from '#lib/presence/roster'

const ROSTER_POLL_MS = 3_000
/** With webhooks people come and go between the polls of Daily. */
const LIVE_POLL_MS = 1_000
const OVERVIEW_POLL_MS = 5_000

export const roomsQuery = queryOptions({
  queryKey: ['rooms'],
  queryFn: ({ signal }) => getJson<RoomOverview>('/api/rooms', signal),
  refetchInterval: OVERVIEW_POLL_MS,
})

/** Asks for what changed since the last answer only; for everybody when there is none, or one without a cursor. */
export function rosterQuery(room: string) {
  const queryKey = ['rooms', room, 'roster']
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<Roster> => {
      const previous = client.getQueryData<Roster>(queryKey) ?? null
      const isFirst = previous === null || previous.cursor === ''
      const after = isFirst ? '' : `?after=${encodeURIComponent(previous.cursor)}`
      const changes = await getJson<RosterChanges>(`${roomPath(room)}/roster${after}`, signal)
      return mergeRoster(previous, changes, serverNow())
    },
    // `mergeRoster` keeps what did not change.
    structuralSharing: false,
    refetchInterval: ({ state }) => (state.data?.webhooks === true ? LIVE_POLL_MS : ROSTER_POLL_MS),
  })
}

export function roomPath(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}`
}
