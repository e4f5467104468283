export const ERROR_CODES = [
  'unauthenticated',
  'forbidden',
  'foreign_origin',
  'invalid_input',
  'not_found',
  'conflict',
  'rate_limited',
  'daily_unavailable',
  'database_unavailable',
  'unexpected',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** A failure we expect. `message` is for people; `cause` only for the log. Anything else thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fieldErrors: Record<string, string> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; fieldErrors?: Record<string, string> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.fieldErrors = options.fieldErrors
  }
}

export type Failure = {
  ok: false
  code: ErrorCode
  message: string
  fieldErrors?: Record<string, string>
}

export type ActionResult<T> = { ok: true; data: T } | Failure
