import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import type { FoundPerson } from '#lib/people/view'

const DELAY_MS = 250

/** People by whole user ID or name. Waits a moment, so that a fast hand asks once. */
export function peopleQuery(search: string) {
  return queryOptions({
    queryKey: ['people', search],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, DELAY_MS))
      signal.throwIfAborted()
      return getJson<{ people: FoundPerson[] }>(`/api/people?search=${encodeURIComponent(search)}`, signal)
    },
    enabled: search !== '',
  })
}
