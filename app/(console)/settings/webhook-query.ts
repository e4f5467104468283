import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/request'
import type { WebhookView } from '#lib/webhooks/queries'

/** Each time a call to Daily, so only when the page opens and when asked. */
export const webhookQuery = queryOptions({
  queryKey: ['settings', 'webhook'],
  queryFn: ({ signal }) => getJson<WebhookView>('/api/settings/webhook', signal),
  refetchOnWindowFocus: false,
})
