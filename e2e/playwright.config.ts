import { defineConfig } from '@playwright/test'

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** On PostgreSQL only what the database has a say in runs again: the rest would pass or fail alike. */
const onPostgres = process.env.ROOMWARDEN_TEST_DB === 'postgres'
const DATABASE_SPECS =
  /(eject|crowds|once|colleagues|roles|doors|server|instances|enforcement|outgoing-webhooks)\.spec\.ts$/

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: process.env.OUTPUT_DIR ?? '../test-results/browser',
  globalSetup: './support/global-setup.ts',
  fullyParallel: true,
  workers: 3,
  forbidOnly: true,
  // For slow machines: what waits for the page says so itself and has a shorter limit.
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.REPORT_FILE ?? '../test-results/report.json' }]],
  use: {
    baseURL: process.env.APP_URL ?? '',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    {
      name: 'product',
      testMatch: onPostgres ? DATABASE_SPECS : /^(?!.*instances).*\.spec\.ts$/,
      dependencies: ['sign-in'],
    },
  ],
})
