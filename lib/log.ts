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
