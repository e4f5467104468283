import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiFailure, invalidRequest, notHosting } from './failure.ts'
import type { Fault } from './faults.ts'
import { type Answer, json, parseJson, send } from './http.ts'

/** Found in every HTML page that the sandbox's bad proxy answers with. */
export const PROXY_MARKER = 'sandbox-proxy-page-7f3d'

export type Spoiled = {
  fault: Fault
  request: IncomingMessage
  response: ServerResponse
  room: string
  answer: Answer | null
}

/** Answers, or does not, as the fault says; returns the status line sent, null when none was. */
export function spoil(spoiled: Spoiled): number | null {
  const { fault, request, response } = spoiled
  switch (fault.kind) {
    case 'hang':
    case 'apply-then-hang':
      return null
    case 'reset':
    case 'apply-then-reset':
      request.socket.resetAndDestroy()
      return null
    case 'cut-off-json':
      return cutOff(spoiled)
    default: {
      const answer = spoiledAnswer(spoiled)
      send(response, answer)
      return answer.status
    }
  }
}

function spoiledAnswer({ fault, request, room, answer }: Spoiled): Answer {
  switch (fault.kind) {
    case 'rate-limited':
      return rateLimited(fault.retryAfter)
    case '500':
      return json(500, { error: 'server-error', info: 'something went wrong on our side' })
    case '502-html':
      return proxyPage(502, request)
    case 'apply-then-504':
      return proxyPage(504, request)
    case '200-html':
      return proxyPage(200, request)
    case '200-empty-body':
      return { status: 200, text: '' }
    case '200-null-list':
      return json(200, { ejectedIds: null })
    case 'truncated-json':
      return { status: answer?.status ?? 200, text: firstHalf(answer) }
    case 'bad-rows':
      return withBadRows(answer)
    default:
      return refused(fault, room) ?? json(200, {})
  }
}

function refused(fault: Fault, room: string): Answer | null {
  const failures: Partial<Record<Fault['kind'], ApiFailure>> = {
    'not-hosting': notHosting(room),
    'key-rejected': new ApiFailure(401, 'authentication-error'),
    forbidden: new ApiFailure(403, 'forbidden-error', 'not allowed'),
    'bad-request': invalidRequest('the request is not valid'),
  }
  const failure = failures[fault.kind]
  return failure ? json(failure.status, failure.body) : null
}

export function rateLimited(retryAfter?: string): Answer {
  const answer = json(429, { error: 'rate-limit-error', info: 'too many requests' })
  return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': retryAfter } }
}

function proxyPage(status: number, request: IncomingMessage): Answer {
  const authorization = request.headers.authorization ?? 'none'
  const text = `<!doctype html><html><head><title>${PROXY_MARKER}</title></head><body><h1>${status}</h1>
<p>The proxy could not read the answer.</p><pre>Authorization: ${authorization}</pre></body></html>`
  return {
    status,
    text,
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-echo-authorization': authorization },
  }
}

const firstHalf = (answer: Answer | null) => {
  const text = answer?.text ?? '{"ejectedIds":["'
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)))
}

function cutOff({ fault, request, response, answer }: Spoiled) {
  const half = firstHalf(answer)
  const isChunked = fault.framing === 'chunked'
  const status = answer?.status ?? 200
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(isChunked ? {} : { 'content-length': Buffer.byteLength(half) * 2 + 1 }),
  })
  response.write(half, () => request.socket.destroy())
  return status
}

/** Takes the id from the first row of every list of people. */
function withBadRows(answer: Answer | null): Answer {
  const body = parseJson(answer?.text ?? '{}')
  if (typeof body !== 'object' || body === null) return json(200, {})
  for (const rows of Object.values(body)) {
    if (Array.isArray(rows) && rows.length > 0) rows[0] = { ...rows[0], id: null }
  }
  return json(answer?.status ?? 200, body)
}
