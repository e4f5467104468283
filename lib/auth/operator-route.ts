import 'server-only'
import { createHash } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { log, traceOf } from '#lib/log'
import type { Operator } from '#lib/permissions/permissions'
import { assertOwnOrigin } from './origin.ts'
import { STATUS_OF, toFailure } from './outcome.ts'
import { recordRefusal } from './refusals.ts'
import { requireOperatorOrRefuse } from './session.ts'

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: Request, context: RouteContext) => Promise<Response>
type Query<Schema extends z.ZodType, Data> = (operator: Operator, input: z.output<Schema>) => Promise<Data>

const MAX_BODY_BYTES = 3_000_000

/** The door for reads: path parameters and query string are the input. Answers with an ETag, and 304 where it still fits. */
export function operatorRoute<Schema extends z.ZodType, Data>(
  schema: Schema,
  query: Query<Schema, Data>,
): Handler {
  return async (request, context) =>
    answer(request, async () => {
      const operator = await requireOperatorOrRefuse()
      const search = Object.fromEntries(new URL(request.url).searchParams)
      return query(operator, schema.parse({ ...search, ...(await context.params) }))
    })
}

/** The door for reads whose question is too long for an address. Path parameters and JSON body are the input. */
export function operatorPostRoute<Schema extends z.ZodType, Data>(
  schema: Schema,
  query: Query<Schema, Data>,
): Handler {
  return async (request, context) => {
    let operator: Operator | null = null
    return answer(
      request,
      async () => {
        assertOwnOrigin(request.headers.get('origin'), env().APP_URL)
        operator = await requireOperatorOrRefuse()
        return query(operator, schema.parse({ ...(await readJson(request)), ...(await context.params) }))
      },
      (error) => recordRefusal(operator, error),
    )
  }
}

/** Large ones come in pieces, read as they are taken. */
type File = { name: string; type: string; text: string | AsyncIterable<string> }

/** The door for what a browser saves as a file. The query string is the input; a refusal is a plain sentence. */
export function operatorFileRoute<Schema extends z.ZodType>(
  schema: Schema,
  query: Query<Schema, File>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { searchParams, pathname } = new URL(request.url)
    try {
      const operator = await requireOperatorOrRefuse()
      return toDownload(await query(operator, schema.parse(Object.fromEntries(searchParams))))
    } catch (error) {
      unstable_rethrow(error)
      const { code, message } = toFailure(error, `${request.method} ${pathname}`)
      return new Response(message, { status: STATUS_OF[code], headers: { 'cache-control': 'no-store' } })
    }
  }
}

function toDownload({ name, type, text }: File): Response {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  }
  return new Response(typeof text === 'string' ? text : toStream(text, name), { headers })
}

/** Nothing can be said any more when it fails halfway: the download breaks off, and the log tells why. */
function toStream(pieces: AsyncIterable<string>, name: string): ReadableStream<Uint8Array> {
  const reading = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reading.next()
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        log().error({ err: traceOf(error), name }, 'a download broke off')
        throw error
      }
    },
    async cancel() {
      await reading.return?.()
    },
  })
}

async function answer(
  request: Request,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => Promise<void> = async () => {},
): Promise<Response> {
  try {
    return toResponse(request, await work())
  } catch (error) {
    unstable_rethrow(error)
    await onFailure(error)
    const failure = toFailure(error, `${request.method} ${new URL(request.url).pathname}`)
    return Response.json(failure, {
      status: STATUS_OF[failure.code],
      headers: { 'cache-control': 'no-store' },
    })
  }
}

function toResponse(request: Request, body: unknown): Response {
  const text = JSON.stringify(body)
  const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie' }
  // A proxy that compresses turns the tag into a weak one.
  if (request.headers.get('if-none-match')?.replace(/^W\//, '') === etag)
    return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
}

async function readJson(request: Request): Promise<object> {
  const text = await request.text().catch(() => {
    throw new AppError('invalid_input', 'The request broke off before it was complete.')
  })
  if (text.length > MAX_BODY_BYTES)
    throw new AppError('invalid_input', 'That is more than 3 MB. Send fewer IDs at once.')
  const value: unknown = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid_input', 'The request must be a JSON object.')
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid_input', 'The request is not valid JSON.')
  }
}
