import { type Browser, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '#e2e/support/chromium'
import { startProduct } from '#e2e/support/product'
import { addApiToken, addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { fillSamples } from '../sandbox/samples.ts'
import { sendSampleReports } from './reports.ts'

const FOLDER = process.argv[2] ?? 'public/screenshots'
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

type Look = { name: string; colorScheme: 'light' | 'dark'; viewport: typeof DESK }

const LOOKS: Look[] = [
  { name: 'light', colorScheme: 'light', viewport: DESK },
  { name: 'dark', colorScheme: 'dark', viewport: DESK },
  { name: 'phone', colorScheme: 'light', viewport: PHONE },
]

/** Takes the README's pictures: `node e2e/demo/screenshots.ts [folder]` on a built app. */
async function main(): Promise<void> {
  const product = await startProduct({ sandbox: { rateLimit: false } })
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  try {
    await addTeam(product.environment)
    const token = await addApiToken(product.environment, 'reports:write')
    fillSamples(product.sandbox)
    await sendSampleReports({ url: product.url, token, sandbox: product.sandbox })
    for (const look of LOOKS) await takePictures(browser, product.url, look)
  } finally {
    await browser.close()
    await product.stop()
  }
}

async function takePictures(
  browser: Browser,
  baseURL: string,
  { name, colorScheme, viewport }: Look,
): Promise<void> {
  const context = await browser.newContext({
    baseURL,
    colorScheme,
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  const shot = (subject: string) => page.screenshot({ path: `${FOLDER}/${subject}-${name}.png` })
  await page.goto('/sign-in')
  await shot('sign-in')
  await page.getByLabel('Email').fill(emailOf('admin'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'class-7b' }).waitFor()
  await shot('overview')
  await page.goto('/rooms/class-7b')
  if (viewport === DESK) await eject(page, shot)
  else
    await page
      .getByRole('checkbox', { name: /^Pick / })
      .first()
      .waitFor()
  await shot('room')
  for (const path of ['bans', 'audit', 'account', 'settings', 'reports']) {
    await page.goto(`/${path}`)
    await page.waitForLoadState('networkidle')
    await shot(path)
  }
  await page.getByRole('link', { name: /u-6666/ }).click()
  await page.locator('button:enabled', { hasText: 'Claim' }).waitFor()
  await page.getByText('Checking what an eject will do').waitFor({ state: 'hidden' })
  await shot('report')
  await page.goto('/people/u-6666')
  await page.locator('button:enabled', { hasText: 'Eject 1' }).waitFor()
  await page.getByText('Checking what an eject will do').waitFor({ state: 'hidden' })
  await shot('person')
  await context.close()
}

async function eject(page: Page, shot: (subject: string) => Promise<unknown>): Promise<void> {
  const picks = page.getByRole('checkbox', { name: /^Pick / })
  await picks.first().waitFor()
  for (const index of [1, 3, 4]) await picks.nth(index).check()
  const opener = page.getByRole('button', { name: /^Decision/ })
  if (await opener.isVisible()) await opener.click()
  await page.getByRole('switch', { name: 'Ban' }).check()
  await page
    .getByRole('textbox', { name: 'Reason' })
    .fill('Same shop link nine times, went on after a warning.')
  await page.getByText('Checking what an eject will do').waitFor({ state: 'hidden' })
  await shot('picked')
  await page.getByRole('button', { name: 'Eject and ban 3' }).first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Eject and ban/ })
    .waitFor()
  await page.waitForTimeout(600)
  await shot('confirm')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Eject and ban/ })
    .click()
  await page.getByRole('region', { name: 'Result' }).waitFor()
  await page.waitForTimeout(5_000)
  await shot('result')
}

await main()
