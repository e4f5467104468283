import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TEST_ENV } from '#e2e/support/environment'
import { readEnv } from './env.ts'

const whole = { ...TEST_ENV, NODE_ENV: 'test' } as const

function faultsOf(changes: Record<string, string | undefined>): string[] {
  const reading = readEnv({ ...whole, ...changes })
  return reading.ok ? [] : reading.faults
}

test('what npm start needs is enough, the rest has defaults', () => {
  const reading = readEnv({ ...whole, DAILY_API_URL: undefined })
  assert.ok(reading.ok)
  const { DAILY_API_URL, DATA_DIR, PORT, LOG_LEVEL, DATABASE_URL } = reading.env
  assert.deepEqual(
    [DAILY_API_URL, DATA_DIR, PORT, LOG_LEVEL, DATABASE_URL],
    ['https://api.daily.co/v1', '.data', 3000, 'info', undefined],
  )
})

test('an empty variable counts as one that is not set', () => {
  const empty = {
    DAILY_API_URL: '',
    DATA_DIR: '',
    PORT: '',
    LOG_LEVEL: '',
    DATABASE_URL: '',
    ADMIN_EMAIL: '',
  }
  const reading = readEnv({ ...whole, ...empty, PRESENCE_INTERVAL_SECONDS: '' })
  assert.ok(reading.ok)
  assert.deepEqual(
    [reading.env.PORT, reading.env.DATA_DIR, reading.env.PRESENCE_INTERVAL_SECONDS],
    [3000, '.data', 15],
  )
  assert.deepEqual(faultsOf({ DAILY_API_KEY: '' }), ['DAILY_API_KEY is missing'])
})

const FAULTS: [Record<string, string | undefined>, RegExp][] = [
  [{ DAILY_API_KEY: undefined }, /^DAILY_API_KEY is missing$/],
  [{ DAILY_API_KEY: 'marker key' }, /^DAILY_API_KEY must not hold spaces/],
  [{ DAILY_API_KEY: 'marker\nkey' }, /^DAILY_API_KEY must not hold spaces/],
  [{ AUTH_SECRET: undefined }, /^AUTH_SECRET is missing$/],
  [{ AUTH_SECRET: 'marker-too-short' }, /^AUTH_SECRET must have 32/],
  [{ APP_URL: undefined }, /^APP_URL is missing$/],
  [{ APP_URL: 'http://marker.example' }, /^APP_URL must be an https address/],
  [{ APP_URL: 'https://marker.example/path' }, /^APP_URL must be/],
  [{ APP_URL: 'marker' }, /^APP_URL must be/],
  [{ APP_URL: 'https://user:marker@example.org' }, /^APP_URL must be/],
  [{ DAILY_API_URL: 'ftp://marker' }, /^DAILY_API_URL must be/],
  [{ DAILY_WEBHOOK_SECRET: 'marker, but not base64' }, /^DAILY_WEBHOOK_SECRET must be base64/],
  [{ DAILY_WEBHOOK_SECRET: 'bWFya2Vy' }, /^DAILY_WEBHOOK_SECRET must be base64 of 16 bytes or more$/],
  [{ DATABASE_URL: 'mysql://marker' }, /^DATABASE_URL must begin/],
  [{ PORT: 'marker' }, /^PORT must be a number$/],
  [{ PORT: '70000' }, /^PORT must be/],
  [{ PORT: '1.5' }, /^PORT must be/],
  [{ ADMIN_EMAIL: 'marker', ADMIN_PASSWORD: 'a-long-enough-password' }, /^ADMIN_EMAIL must be/],
  [{ ADMIN_EMAIL: 'a@example.org' }, /^ADMIN_PASSWORD must be set too/],
  [{ ADMIN_PASSWORD: 'a-long-marker-password' }, /^ADMIN_EMAIL must be set too/],
  [{ ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'marker' }, /^ADMIN_PASSWORD must have 12/],
  [{ LOG_LEVEL: 'marker' }, /^LOG_LEVEL must be/],
  [{ PRESENCE_INTERVAL_SECONDS: 'marker' }, /^PRESENCE_INTERVAL_SECONDS must be/],
  [{ REPORT_FRAME_ANCESTORS: 'http://marker.example' }, /^REPORT_FRAME_ANCESTORS must be none, or https/],
  [{ REPORT_FRAME_ANCESTORS: 'https://a.example https://marker.example/' }, /^REPORT_FRAME_ANCESTORS must/],
  [{ REPORT_FRAME_ANCESTORS: 'https://marker.example;script-src' }, /^REPORT_FRAME_ANCESTORS must/],
  [{ REPORT_FRAME_ANCESTORS: '*' }, /^REPORT_FRAME_ANCESTORS must/],
  [{ WEBHOOK_PRIVATE_HOSTS: 'https://marker' }, /^WEBHOOK_PRIVATE_HOSTS must be hosts/],
  [{ WEBHOOK_PRIVATE_HOSTS: 'hooks.lan, marker:70000' }, /^WEBHOOK_PRIVATE_HOSTS must be hosts/],
  [{ WEBHOOK_PRIVATE_HOSTS: 'marker lan' }, /^WEBHOOK_PRIVATE_HOSTS must be hosts/],
]

for (const [changes, expected] of FAULTS) {
  test(`one line tells what is wrong with ${JSON.stringify(changes)}, without the value`, () => {
    const faults = faultsOf(changes)
    assert.equal(faults.length, 1)
    assert.match(faults[0] ?? '', expected)
    assert.ok(!faults.join().includes('marker'))
    assert.ok(!faults.join().includes('\n'))
  })
}

test('several faults are told together', () => {
  assert.equal(
    faultsOf({ DAILY_API_KEY: undefined, AUTH_SECRET: 'x', APP_URL: 'y', ADMIN_EMAIL: 'a@b.c' }).length,
    4,
  )
})

test('a plain address on this machine is enough for a try-out', () => {
  for (const APP_URL of [
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://[::1]:8080',
    'https://rooms.example.org',
  ])
    assert.deepEqual(faultsOf({ APP_URL }), [])
})

test('hosts that outgoing webhooks may reach in private are read as addresses write them', () => {
  const reading = readEnv({ ...whole, WEBHOOK_PRIVATE_HOSTS: ' Hooks.LAN, 127.1:4000 ,[0:0::1]:80,' })
  assert.ok(reading.ok)
  assert.deepEqual(reading.env.WEBHOOK_PRIVATE_HOSTS, [
    { hostname: 'hooks.lan', port: null },
    { hostname: '127.0.0.1', port: '4000' },
    { hostname: '[::1]', port: '80' },
  ])
})
