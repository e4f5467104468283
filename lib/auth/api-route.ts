import 'server-only'
import type { z } from 'zod'
import { AppError } from '#lib/errors'
import { type ApiCaller, assertScope, type Scope } from '#lib/permissions/api-caller'
import { readJsonObject, readQuery } from './api-body.ts'
import { requireCaller } from './api-caller.ts'
import { API_HEADERS, toProblem } from './api-problem.ts'
import { takeTurn } from './api-rate.ts'
import { recordApiRefusal } from './api-refusals.ts'

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: Request, context: RouteContext) => Promise<Response>
type Answer = { status?: number; body: unknown }
type Deed<Schema extends z.ZodType> = (
  caller: ApiCaller,
  input: z.output<Schema>,
  headers: Headers,
) => Promise<Answer>

/**
 * The door for backends that ask: who? not too often? the scope? well-formed? Then the work, which asks `assertScope`
 * again with the room. Query string and path parameters are the input; failures are problem details.
 */
export function apiRoute<Schema extends z.ZodType>(
  scope: Scope,
  schema: Schema,
  deed: Deed<Schema>,
): Handler {
  return (request, context) =>
    answer(scope, request, async (caller) => {
      const input = { ...readQuery(request.url), ...(await context.params) }
      return deed(caller, schema.parse(input), request.headers)
    })
}

/** The same for JSON bodies. */
export function apiPostRoute<Schema extends z.ZodType>(
  scope: Scope,
  schema: Schema,
  deed: Deed<Schema>,
): Handler {
  return (request, context) =>
    answer(scope, request, async (caller) => {
      const input = { ...(await readJsonObject(request)), ...(await context.params) }
      return deed(caller, schema.parse(input), request.headers)
    })
}

/** For whatever is no address of the machine API. */
export async function unknownAddress(request: Request): Promise<Response> {
  return toProblem(new AppError('not_found', 'The machine API has no such address.'), request.method)
}

async function answer(
  scope: Scope,
  request: Request,
  work: (caller: ApiCaller) => Promise<Answer>,
): Promise<Response> {
  let caller: ApiCaller | null = null
  try {
    caller = await requireCaller(request.headers.get('authorization'))
    takeTurn(caller.tokenId, scope)
    assertScope(caller, scope)
    const { status = 200, body } = await work(caller)
    return Response.json(body, { status, headers: API_HEADERS })
  } catch (error) {
    if (caller !== null) await recordApiRefusal(caller, scope, error)
    return toProblem(error, `${request.method} ${new URL(request.url).pathname}`)
  }
}
