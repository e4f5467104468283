import { forgetProcessWide } from '#lib/process-wide'

/** Found in the key of every test: nowhere else may it ever stand. */
export const MARKER_KEY = 'marker-key-5c1e90d7'

/** A whole, usable environment without a place for data; the addresses lead nowhere. */
export const TEST_ENV = {
  DAILY_API_KEY: MARKER_KEY,
  DAILY_API_URL: 'http://127.0.0.1:1/v1',
  AUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
  APP_URL: 'http://127.0.0.1:3000',
} as const

export function setEnvironment(values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  forgetProcessWide('env')
}
