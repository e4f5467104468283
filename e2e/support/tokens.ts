import { randomUUID } from 'node:crypto'
import { SYSTEM } from '#lib/audit/record'
import { newTokenInput } from '#lib/auth/token-schemas'
import { storeToken } from '#lib/auth/token-store'
import type { ApiCaller } from '#lib/permissions/api-caller'
import { SCOPES, type Scope } from '#lib/permissions/api-caller'

type Chosen = { name?: string; scopes?: Scope[]; patterns?: string[]; expires?: string }

/** An API token as the shell makes one. */
export async function anApiToken(chosen: Chosen = {}): Promise<string> {
  const input = { name: `token ${randomUUID()}`, scopes: [...SCOPES], ...chosen }
  return storeToken(SYSTEM, newTokenInput.parse(input))
}

/** A backend as the door would let it in; the database knows nothing of it. */
export function anApiCaller(chosen: Partial<ApiCaller> = {}): ApiCaller {
  return { tokenId: randomUUID(), name: 'host app', scopes: SCOPES, patterns: null, ...chosen }
}

type Handler = (request: Request, context: { params: Promise<Record<string, never>> }) => Promise<Response>
type Asked = {
  token?: string | undefined
  authorization?: string
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

/** What a route answers, without a server. */
export async function askRoute(
  handler: Handler,
  { token, authorization, query = '', body, headers = {} }: Asked = {},
) {
  const credentials = authorization ?? (token === undefined ? undefined : `Bearer ${token}`)
  const request = new Request(`http://127.0.0.1/api/v1/test${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: credentials === undefined ? headers : { ...headers, authorization: credentials },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const response = await handler(request, { params: Promise.resolve({}) })
  const answer: unknown = await response.json()
  return { status: response.status, headers: response.headers, body: answer }
}
