import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ApiFailure } from './failure.ts'
import { rateLimited, spoil } from './fault-answers.ts'
import { isApplied, type SetFault, takeFault } from './faults.ts'
import { type Answer, decodeSegment, json, parseJson, readText, send } from './http.ts'
import { mayPass } from './rate-limit.ts'
import { endpointNotFound, type Route, routes } from './routes.ts'
import { keepRequest, latencyOf, type ReceivedRequest, type Traffic } from './traffic.ts'
import type { Post } from './webhooks.ts'
import type { World } from './world.ts'

export type Api = { world: World; traffic: Traffic; post: Post; closing: AbortSignal }
type Found = { route: Route; subject: string }
type Exchange = { request: IncomingMessage; response: ServerResponse; record: ReceivedRequest; text: string }

/** Everything under /v1, in Daily's order: the route, the key, the pace, the body, the deed. */
export async function answerApi(api: Api, request: IncomingMessage, response: ServerResponse) {
  const text = await readText(request)
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const found = findRoute(request.method ?? 'GET', rawPath(request))
  const record = recordOf(api, { request, found, text })
  const exchange = { request, response, record, text }
  try {
    if (!found) throw endpointNotFound()
    checkKey(api.world, request)
    await answerFound(api, found, { ...exchange, query: url.searchParams })
  } catch (error) {
    finish(exchange, toAnswer(error))
  }
}

async function answerFound(api: Api, found: Found, exchange: Exchange & { query: URLSearchParams }) {
  const { world, traffic, closing } = api
  const { route, subject } = found
  const pace = { key: world.apiKey, isDelete: route.name === 'delete-room', atMs: world.now() }
  if (!mayPass(traffic.limiter, traffic.rateLimit, pace)) {
    return finish(exchange, rateLimited(traffic.rateLimit.retryAfter ?? undefined))
  }
  const fault = takeFault(traffic.faults, route.name, exchange.record.room)
  exchange.record.fault = fault?.kind ?? null
  const delayMs = latencyOf(traffic, route.name, world.random) + (fault?.delayMs ?? 0)
  if (delayMs > 0) await pause(delayMs, undefined, { signal: closing })

  const answer = fault && !isApplied(fault) ? null : await perform(api, found, { ...exchange, subject })
  if (fault && fault.kind !== 'slow') return spoilWith(fault, exchange, answer)
  finish(exchange, answer ?? json(200, {}))
}

type Performed = { text: string; query: URLSearchParams; subject: string }

async function perform(api: Api, { route }: Found, { text, query, subject }: Performed) {
  try {
    const body = text === '' ? {} : parseJson(text)
    if (body === undefined && route.method === 'POST') {
      throw new ApiFailure(400, 'json-parsing-error', 'the body is not valid JSON')
    }
    const result = await route.handle({ world: api.world, post: api.post, subject, query, body })
    return typeof result === 'string' ? { status: 200, text: result } : json(200, result)
  } catch (error) {
    return toAnswer(error)
  }
}

function spoilWith(fault: SetFault, exchange: Exchange, answer: Answer | null) {
  const { request, response, record } = exchange
  record.status = spoil({ fault, request, response, room: record.room ?? '', answer })
}

function finish({ response, record }: Exchange, answer: Answer) {
  record.status = answer.status
  send(response, answer)
}

function toAnswer(error: unknown): Answer {
  if (error instanceof ApiFailure) return json(error.status, error.body)
  return json(500, { error: 'server-error', info: error instanceof Error ? error.message : 'unknown' })
}

function checkKey(world: World, request: IncomingMessage) {
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (key === undefined) {
    throw new ApiFailure(400, 'authorization-header-error', 'invalid authorization header')
  }
  if (key !== world.apiKey) throw new ApiFailure(401, 'authentication-error')
}

const rawPath = (request: IncomingMessage) => (request.url ?? '/').split('?')[0] ?? '/'

function findRoute(method: string, path: string): Found | null {
  const segments = path.replace(/^\/v1\/?/, '').split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const subject = matchSegments(route.path.split('/'), segments)
    if (subject !== null) return { route, subject }
  }
  return null
}

function matchSegments(pattern: string[], segments: string[]) {
  if (pattern.length !== segments.length) return null
  let subject = ''
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (!part.startsWith(':')) {
      if (part !== segment) return null
      continue
    }
    const decoded = decodeSegment(segment)
    if (!decoded) return null
    subject = decoded
  }
  return subject
}

function recordOf(
  api: Api,
  { request, found, text }: { request: IncomingMessage; found: Found | null; text: string },
) {
  const isRoomRoute = found?.route.path.startsWith('rooms/:name') ?? false
  const record: ReceivedRequest = {
    method: request.method ?? '',
    path: request.url ?? '',
    route: found?.route.name ?? null,
    room: isRoomRoute ? (found?.subject ?? null) : null,
    body: text === '' ? null : (parseJson(text) ?? text),
    at: new Date(api.world.now()).toISOString(),
    status: null,
    fault: null,
  }
  keepRequest(api.traffic, record)
  return record
}
