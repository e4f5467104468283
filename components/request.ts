import type { ErrorCode, Failure } from '#lib/errors'
import { noteServerTime } from './ui/clock.ts'

type RequestErrorCode = ErrorCode | 'unreachable' | 'out_of_date'

export const SIGNED_OUT =
  'You are signed out. Nothing was done. Sign in again in another tab, then try once more.'
const UNREACHABLE = 'The server could not be reached.'
const UNREADABLE = 'The server’s answer could not be read.'

export class RequestError extends Error {
  readonly code: RequestErrorCode

  constructor(code: RequestErrorCode, message: string) {
    super(message)
    this.name = 'RequestError'
    this.code = code
  }
}

export function codeOf(error: unknown): RequestErrorCode | null {
  return error instanceof RequestError ? error.code : null
}

export function getJson<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  return ask(path, { signal })
}

export function postJson<Answer>(path: string, body: object, signal: AbortSignal): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body), signal })
}

async function ask<Answer>(path: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer> {
  try {
    const response = await fetch(path, init)
    return await read<Answer>(response)
  } catch (error) {
    if (init.signal.aborted || error instanceof RequestError) throw error
    throw error instanceof SyntaxError
      ? new RequestError('unexpected', UNREADABLE)
      : new RequestError('unreachable', UNREACHABLE)
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  if (response.status === 401 || response.redirected) throw new RequestError('unauthenticated', SIGNED_OUT)
  if (!response.headers.get('content-type')?.includes('json'))
    throw new RequestError('unexpected', UNREADABLE)
  if (response.ok) {
    noteServerTime(response.headers.get('date'))
    return response.json()
  }
  const failure: Failure = await response.json()
  throw new RequestError(failure.code, failure.message)
}
