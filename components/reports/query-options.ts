import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import type { Colleague, QueueTab, QueueView, ReportNews, ReportView } from '#lib/reports/view'

const QUEUE_POLL_MS = 1_500
const REPORT_POLL_MS = 2_500
const NEWS_POLL_MS = 5_000

/** What a queue's address says; what is as usual is left out. */
export type QueueAsked = { tab: QueueTab; room?: string; policy?: string; search?: string; cursor?: string }

export const reportNewsQuery = queryOptions({
  queryKey: ['reports', 'news'],
  queryFn: ({ signal }) => getJson<ReportNews>('/api/reports/news', signal),
  refetchInterval: NEWS_POLL_MS,
  // A notice is for whoever does not look at the page.
  refetchIntervalInBackground: true,
})

export function queueQuery(asked: QueueAsked) {
  return queryOptions({
    queryKey: ['reports', 'queue', asked],
    queryFn: ({ signal }) => getJson<QueueView>(`/api/reports${toSearch(asked)}`, signal),
    refetchInterval: QUEUE_POLL_MS,
    placeholderData: keepPreviousData,
  })
}

export function reportQuery(reportId: string) {
  return queryOptions({
    queryKey: ['reports', reportId],
    queryFn: ({ signal }) => getJson<ReportView>(`/api/reports/${reportId}`, signal),
    refetchInterval: REPORT_POLL_MS,
  })
}

export function colleaguesQuery(reportId: string) {
  return queryOptions({
    queryKey: ['reports', reportId, 'colleagues'],
    queryFn: ({ signal }) =>
      getJson<{ colleagues: Colleague[] }>(`/api/reports/${reportId}/colleagues`, signal),
  })
}

/** Begins with `?`, or is empty. */
export function toSearch({ tab, ...filters }: QueueAsked): `?${string}` | '' {
  const search = new URLSearchParams()
  if (tab !== 'open') search.set('tab', tab)
  for (const [name, value] of Object.entries(filters)) if (value !== '') search.set(name, value)
  return search.size === 0 ? '' : `?${search}`
}
