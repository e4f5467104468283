import 'server-only'
import { z } from 'zod'
import { parsePrivateHost } from './private-host.ts'
import { processWide } from './process-wide.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function isSafeAppUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.pathname !== '/' || !isBare(url)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
}

const ORIGIN = /^https?:\/\/[a-z0-9.:[\]-]+$/

/** Goes into a policy as it stands, so it holds nothing that means something there. */
function isFrameOrigin(text: string): boolean {
  return ORIGIN.test(text) && isSafeAppUrl(text) && URL.parse(text)?.origin === text
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && isBare(url) && (url.protocol === 'https:' || url.protocol === 'http:')
}

function isBare({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].every((part) => part === '')
}

const MIN_WEBHOOK_SECRET_BYTES = 16
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function isWebhookSecret(text: string): boolean {
  return BASE64.test(text) && Buffer.from(text, 'base64').length >= MIN_WEBHOOK_SECRET_BYTES
}

function hostsIn(text: string): string[] {
  return text
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '')
}

const variables = z.object({
  DAILY_API_KEY: z
    .string('is missing')
    .min(1, 'is empty')
    .regex(/^[\x21-\x7e]+$/, 'must not hold spaces or line breaks'),
  AUTH_SECRET: z.string('is missing').min(32, 'must have 32 characters or more'),
  APP_URL: z
    .string('is missing')
    .refine(isSafeAppUrl, 'must be an https address without a path, or http on localhost'),
  DAILY_API_URL: z
    .string()
    .default('https://api.daily.co/v1')
    .refine(isHttpUrl, 'must be an http or https address without name, password or query'),
  DAILY_WEBHOOK_SECRET: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || isWebhookSecret(text),
      `must be base64 of ${MIN_WEBHOOK_SECRET_BYTES} bytes or more`,
    ),
  DATABASE_URL: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || /^postgres(ql)?:\/\//.test(text),
      'must begin with postgres:// or postgresql://',
    ),
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(3000),
  ADMIN_EMAIL: z
    .string()
    .optional()
    .refine((text) => text === undefined || text.includes('@'), 'must be an e-mail address'),
  ADMIN_PASSWORD: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || (text.length >= 12 && text.length <= 128),
      'must have 12 to 128 characters',
    ),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('info'),
  PRESENCE_INTERVAL_SECONDS: z.coerce
    .number('must be a number')
    .min(0.2, 'must be at least 0.2')
    .max(300, 'must be at most 300')
    .default(15),
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default('')
    .refine(
      (text) => hostsIn(text).every((host) => parsePrivateHost(host) !== null),
      'must be hosts such as hooks.lan or 10.0.0.7:8443, apart by commas',
    )
    .transform((text) => hostsIn(text).flatMap((host) => parsePrivateHost(host) ?? [])),
  REPORT_FRAME_ANCESTORS: z
    .string()
    .default('none')
    .transform((text) => text.split(/[\s,]+/).filter((origin) => origin !== '' && origin !== 'none'))
    .refine(
      (origins) => origins.every(isFrameOrigin),
      'must be none, or https addresses without a path, separated by spaces or commas',
    ),
  ROOMWARDEN_DEMO: z.string().optional(),
})

export type Env = z.output<typeof variables>

type EnvReading = { ok: true; env: Env } | { ok: false; faults: string[] }

/** Reads and checks the environment. Faults name the variable and what is wrong with it, never its value. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): EnvReading {
  const given = withoutEmpty(source)
  const reading = variables.safeParse(given)
  const faults = (reading.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  if ((given.ADMIN_EMAIL === undefined) !== (given.ADMIN_PASSWORD === undefined)) {
    const missing = given.ADMIN_EMAIL === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD'
    faults.push(`${missing} must be set too, or neither of the two`)
  }
  return reading.success && faults.length === 0 ? { ok: true, env: reading.data } : { ok: false, faults }
}

/** Compose files and shells pass on variables that nobody has set as empty ones. */
function withoutEmpty(source: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
}

/** The checked environment, read at the first call: a build needs no secrets. */
export function env(): Env {
  return processWide('env', () => {
    const reading = readEnv()
    if (reading.ok) return reading.env
    throw new Error(`The environment is not usable:\n${reading.faults.join('\n')}`)
  })
}

/** The database part alone, for shell commands that need neither Daily nor an address. */
export function databaseEnv(source: NodeJS.ProcessEnv = process.env): Pick<Env, 'DATABASE_URL' | 'DATA_DIR'> {
  return variables.pick({ DATABASE_URL: true, DATA_DIR: true }).parse(withoutEmpty(source))
}

export function logLevel(): Env['LOG_LEVEL'] {
  const level = variables.shape.LOG_LEVEL.safeParse(withoutEmpty(process.env).LOG_LEVEL)
  return level.success ? level.data : 'info'
}
