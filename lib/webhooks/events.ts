import 'server-only'
import { toFailure } from '#lib/auth/outcome'
import { readBytes } from '#lib/bounded-body'
import { isTestCall, readWebhookBody } from '#lib/daily/webhook-body'
import { isTrulySigned } from '#lib/daily/webhook-signature'
import { takeWebhookEvent } from '#lib/presence/webhook'

const MAX_BODY_BYTES = 1_000_000

/**
 * Answers a call of Daily's webhook, or of an app that passes it on. 200 for whatever is truly signed once it is kept:
 * Daily counts every other answer as a failure and repeats. Answers say nothing but their status.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  const body = await readBody(request)
  if (body === null) return answer(413)
  if (isTestCall(body)) return answer(200)
  const timestamp = request.headers.get('x-webhook-timestamp')
  const signature = request.headers.get('x-webhook-signature')
  if (timestamp === null || !isTrulySigned({ timestamp, signature, body })) return answer(401)
  try {
    await takeWebhookEvent(readWebhookBody(body, timestamp, Date.now()))
    return answer(200)
  } catch (error) {
    toFailure(error, 'Daily’s webhook')
    return answer(503)
  }
}

/** Null when it is too long. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return null
  return readBytes(request.body, MAX_BODY_BYTES)
}

function answer(status: 200 | 401 | 413 | 503): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } })
}
