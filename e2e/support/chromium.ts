import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** The headless shell first: the whole browser draws a window for every context, which takes twice as long. */
const SYSTEM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Path of a Chromium on this machine, Playwright's own first. */
export function findChromium(): string | null {
  return [chromium.executablePath(), ...SYSTEM].find((path) => path !== '' && existsSync(path)) ?? null
}

/** Finds a Chromium or installs one: Playwright's, else the system's package. Throws with the command to do so. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== null) return found
  process.stdout.write('No Chromium yet: installing one …\n')
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  if (findChromium() === null && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq'])
    for (const name of ['chromium-headless-shell', 'chromium'])
      if (findChromium() === null) run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
  }
  const installed = findChromium()
  if (installed !== null) return installed
  throw new Error(
    'The end-to-end tests need Chromium. Install it: npx playwright install --with-deps chromium',
  )
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
}
