import 'server-only'
import { type Logger, pino } from 'pino'
import { logLevel } from './env.ts'
import { processWide } from './process-wide.ts'

const SECRETS = [
  'password',
  'token',
  'authorization',
  'cookie',
  'apiKey',
  'secret',
  'DAILY_API_KEY',
  'AUTH_SECRET',
  'DAILY_WEBHOOK_SECRET',
  'hmac',
]

/** JSON lines on standard output. Fields that carry secrets are cut wherever they stand, two levels deep. */
export function log(): Logger {
  return processWide('log', () =>
    pino({
      level: logLevel(),
      base: null,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
    }),
  )
}

export type Trace = { name: string; code?: string; message?: string; stack?: string }

/** An error as the log may show it. Messages about queries and values carry names and reasons: their kind and place remain. */
export function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { name: typeof error }
  const root = error.cause instanceof Error ? error.cause : error
  const code = 'code' in root && typeof root.code === 'string' ? root.code : undefined
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: messageOf(root, code),
    ...(stack === undefined ? {} : { stack: stack.join('\n') }),
  }
}

const DATA_EXCEPTION = /^22/

function messageOf(root: Error, code: string | undefined): string {
  const quotesValues = root.message.startsWith('Failed query') || DATA_EXCEPTION.test(code ?? '')
  return quotesValues ? 'a query failed' : root.message
}
