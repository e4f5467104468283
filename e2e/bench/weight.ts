import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { ensureChromium } from '#e2e/support/chromium'
import { startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { printTable } from './statistics.ts'

const AIM_KB = 185
const AFTER_IDLE_MS = 1_500

/** JavaScript that a fresh signed-in profile loads on a room page, prefetches included, gzip level 6. */
export async function weightBench(): Promise<void> {
  const product = await startProduct({ sandbox: { rateLimit: false } })
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  try {
    await addTeam(product.environment)
    product.sandbox.createRoom({ name: 'r', privacy: 'private' })
    product.sandbox.joinMany(
      'r',
      Array.from({ length: 30 }, (_, index) => ({ userId: `u-${index}`, userName: `Person ${index}` })),
    )
    const signedIn = await browser.newContext({ baseURL: product.url })
    const form = await signedIn.newPage()
    await form.goto('/sign-in')
    await form.getByLabel('Email').fill(emailOf('moderator'))
    await form.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await form.getByRole('button', { name: 'Sign in' }).click()
    await form.getByRole('heading', { name: 'Rooms' }).waitFor()
    const fresh = await browser.newContext({
      baseURL: product.url,
      storageState: await signedIn.storageState(),
    })
    const page = await fresh.newPage()
    const scripts = new Map<string, Promise<Buffer>>()
    page.on('response', (response) => {
      const isScript = /javascript/.test(response.headers()['content-type'] ?? '')
      if (isScript && response.ok()) scripts.set(response.url(), response.body())
    })
    await page.goto('/rooms/r', { waitUntil: 'networkidle' }).catch(() => {})
    await page.waitForTimeout(AFTER_IDLE_MS)
    const sizes = await Promise.all(
      [...scripts.values()].map(async (body) => gzipSync(await body, { level: 6 }).length),
    )
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000
    printTable('JavaScript on /rooms/r', [
      ['files', 'kB gzip', 'aim', 'ratio'],
      [String(sizes.length), kilobytes.toFixed(1), String(AIM_KB), (kilobytes / AIM_KB).toFixed(2)],
    ])
  } finally {
    await browser.close()
    await product.stop()
  }
}
