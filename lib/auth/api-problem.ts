import 'server-only'
import { AppError, type ErrorCode, type Failure } from '#lib/errors'
import { STATUS_OF, toFailure } from './outcome.ts'

export const API_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const TITLES: Record<ErrorCode, string> = {
  unauthenticated: 'No valid API token',
  forbidden: 'Not allowed',
  foreign_origin: 'Not allowed',
  invalid_input: 'Bad input',
  not_found: 'Not found',
  conflict: 'Conflict',
  rate_limited: 'Too many requests',
  daily_unavailable: 'Daily did not do it',
  database_unavailable: 'The database cannot be reached',
  unexpected: 'Something went wrong',
}

type Extra = { members?: Record<string, unknown>; headers?: Record<string, string> }

/** A failure that tells a machine more than its sentence: members of the problem, headers of the answer. */
export class ApiProblem extends AppError {
  readonly extra: Extra

  constructor(code: ErrorCode, message: string, extra: Extra) {
    super(code, message)
    this.extra = extra
  }
}

/** Whatever was thrown as problem details (RFC 9457). The unexpected goes to the log under a reference number. */
export function toProblem(error: unknown, where: string): Response {
  const failure = toFailure(error, where)
  const { members = {}, headers = {} } = error instanceof ApiProblem ? error.extra : {}
  const challenge = failure.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}
  return new Response(JSON.stringify({ ...bodyOf(failure), ...members }), {
    status: STATUS_OF[failure.code],
    headers: {
      'content-type': 'application/problem+json',
      ...API_HEADERS,
      ...challenge,
      ...headers,
    },
  })
}

function bodyOf({ code, message, fieldErrors }: Failure) {
  return {
    type: `urn:roomwarden:problem:${code.replaceAll('_', '-')}`,
    title: TITLES[code],
    status: STATUS_OF[code],
    detail: message,
    ...(fieldErrors === undefined
      ? {}
      : { errors: Object.entries(fieldErrors).map(([field, detail]) => ({ field, detail })) }),
  }
}
