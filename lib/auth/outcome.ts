import 'server-only'
import { randomBytes } from 'node:crypto'
import { ZodError } from 'zod'
import { AppError, type ErrorCode, type Failure } from '#lib/errors'
import { log, traceOf } from '#lib/log'

export const STATUS_OF: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  foreign_origin: 403,
  invalid_input: 400,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  daily_unavailable: 502,
  database_unavailable: 503,
  unexpected: 500,
}

/** Turns whatever was thrown into what a person may read. The rest goes to the log under a reference number. */
export function toFailure(error: unknown, where: string): Failure {
  if (error instanceof AppError) return appFailure(error)
  if (error instanceof ZodError) return inputFailure(error)
  const reference = randomBytes(4).toString('hex')
  log().error({ err: traceOf(error), where, reference }, 'unexpected failure')
  if (isDatabaseDown(error)) {
    return {
      ok: false,
      code: 'database_unavailable',
      message: `The database cannot be reached, so nothing could be stored. Try again in a moment (reference ${reference}).`,
    }
  }
  return {
    ok: false,
    code: 'unexpected',
    message: `Something went wrong (reference ${reference}). The log has more.`,
  }
}

function appFailure(error: AppError): Failure {
  const { code, message, fieldErrors } = error
  return fieldErrors === undefined ? { ok: false, code, message } : { ok: false, code, message, fieldErrors }
}

function inputFailure(error: ZodError): Failure {
  const fieldErrors: Record<string, string> = {}
  for (const issue of error.issues) fieldErrors[issue.path.join('.') || 'input'] ??= issue.message
  const [first] = Object.values(fieldErrors)
  return { ok: false, code: 'invalid_input', message: first ?? 'The input cannot be read.', fieldErrors }
}

const DOWN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string' && DOWN.has(code)) return true
  if (/timeout exceeded when trying to connect|Connection terminated/.test(error.message)) return true
  return isDatabaseDown(error.cause)
}
