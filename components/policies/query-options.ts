import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import type { PolicyChoice } from '#lib/policies/policies'

const POLL_MS = 60_000

/** A page that knows of other versions begins anew with them. */
export function policiesQuery(initial: PolicyChoice[]) {
  return queryOptions({
    queryKey: ['policies', initial.map(({ code, version }) => `${code} ${version}`)],
    queryFn: ({ signal }) => getJson<PolicyChoice[]>('/api/policies', signal),
    initialData: initial,
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
  })
}
