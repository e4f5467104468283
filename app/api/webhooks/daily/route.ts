import { receiveWebhook } from '#lib/webhooks/events'

export function POST(request: Request): Promise<Response> {
  return receiveWebhook(request)
}
