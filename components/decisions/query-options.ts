import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJson, postJson } from '#components/request'
import { roomPath } from '#components/rooms/query-options'
import type { PreFlight } from '#lib/decisions/pre-flight'
import type { PreFlightRequest } from '#lib/decisions/schemas'
import type { DecisionSummary, DecisionView } from '#lib/decisions/status'

const OPEN_POLL_MS = 1_000
const WATCHING_POLL_MS = 3_000
const RECENT_POLL_MS = 10_000
const RECENT_RUNNING_POLL_MS = 2_000
const PRE_FLIGHT_DELAY_MS = 250
const DECIDING_POLL_MS = 15_000
/** So few that asking often costs little: whoever leaves is soon said to have left. */
const FEW_TARGETS = 100
const FEW_DECIDING_POLL_MS = 3_000

export function decisionQuery(decisionId: string) {
  return queryOptions({
    queryKey: ['decisions', decisionId],
    queryFn: ({ signal }) => getJson<DecisionView>(`/api/decisions/${decisionId}`, signal),
    refetchInterval: ({ state }) => {
      if (state.data?.status === 'open') return OPEN_POLL_MS
      return state.data === undefined || state.data.watching ? WATCHING_POLL_MS : false
    },
  })
}

export function roomDecisionsQuery(room: string) {
  return queryOptions({
    queryKey: ['rooms', room, 'decisions'],
    queryFn: ({ signal }) => getJson<{ decisions: DecisionSummary[] }>(`${roomPath(room)}/decisions`, signal),
    refetchInterval: ({ state }) =>
      state.data?.decisions.some(({ status }) => status === 'open') ? RECENT_RUNNING_POLL_MS : RECENT_POLL_MS,
  })
}

type Asked = { room: string; request: PreFlightRequest; serial: string }

/** What the panel says beside its button. Waits a moment, so that a fast hand asks once. */
export function preFlightQuery({ room, request, serial }: Asked) {
  return queryOptions({
    queryKey: ['rooms', room, 'pre-flight', serial],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, PRE_FLIGHT_DELAY_MS))
      signal.throwIfAborted()
      return postJson<PreFlight>(`${roomPath(room)}/pre-flight`, request, signal)
    },
    enabled: request.targets.length > 0,
    gcTime: 0,
    refetchInterval: DECIDING_POLL_MS,
  })
}

/** What the open dialog shows and what is sent; colleagues see who is being decided on. */
export function decidingQuery({ room, request, serial }: Asked) {
  return queryOptions({
    queryKey: ['rooms', room, 'deciding', serial],
    queryFn: ({ signal }) =>
      postJson<PreFlight>(`${roomPath(room)}/pre-flight`, { ...request, deciding: true }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: request.targets.length > FEW_TARGETS ? DECIDING_POLL_MS : FEW_DECIDING_POLL_MS,
  })
}
