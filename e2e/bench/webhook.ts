import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { ensureChromium } from '#e2e/support/chromium'
import { startWithWebhook } from '#e2e/support/enforcement'
import type { Product } from '#e2e/support/product'
import { emailOf, PASSWORD } from '#e2e/support/team'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { median, printTable, quantile } from './statistics.ts'

const ROOM = 'lively'
const EVENTS_A_SECOND = 20
const SECONDS = 30
const PEOPLE = 200

/** From Daily's webhook to the row on an open room page, people coming and going all the while. */
export async function webhookBench(): Promise<void> {
  const rows = [['database', 'events/s', 'joins seen', 'median ms', 'p95 ms', 'longest ms', 'aim p95']]
  for (const database of benchDatabases()) rows.push(await measure(database))
  printTable('From a join at Daily to its row on the screen', rows)
}

async function measure({ name, serverUrl }: BenchDatabase): Promise<string[]> {
  const product = await startWithWebhook(serverUrl)
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  try {
    product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
    product.sandbox.joinMany(
      ROOM,
      Array.from({ length: PEOPLE }, (_, index) => ({ userId: `u-${index}`, userName: `Person ${index}` })),
    )
    const page = await browser.newPage({ baseURL: product.url })
    await openRoom(page)
    await watchRows(page)
    const joinedAt = await stir(product)
    await delay(5_000)
    const tookMs = toDelays(joinedAt, await page.evaluate(() => globalThis.seenAt))
    return [
      name,
      String(EVENTS_A_SECOND),
      `${tookMs.length} of ${joinedAt.size}`,
      median(tookMs).toFixed(0),
      quantile(tookMs, 0.95).toFixed(0),
      Math.max(...tookMs).toFixed(0),
      '2000',
    ]
  } finally {
    await browser.close()
    await product.stop()
  }
}

async function openRoom(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(emailOf('moderator'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Rooms' }).waitFor()
  await page.goto(`/rooms/${ROOM}`)
  await page.getByText('Person 7', { exact: true }).waitFor()
}

declare global {
  var seenAt: Record<string, number>
}

/** Notes the moment at which each newcomer's name stands in the list. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.seenAt = {}
    const list = document.querySelector('[data-list]')
    if (list === null) throw new Error('There is no list.')
    new MutationObserver(() => {
      for (const name of list.querySelectorAll('bdi')) {
        const text = name.textContent ?? ''
        if (text.startsWith('Newcomer ')) globalThis.seenAt[text] ??= Date.now()
      }
    }).observe(list, { childList: true, subtree: true, characterData: true })
  })
}

/** Half of the events are joins, the other half leaves. */
async function stir({ sandbox }: Product): Promise<Map<string, number>> {
  const joinedAt = new Map<string, number>()
  const newcomers: string[] = []
  for (let event = 0; event < EVENTS_A_SECOND * SECONDS; event += 1) {
    const oldest = newcomers.length > 50 ? newcomers.shift() : undefined
    if (event % 2 === 1 && oldest !== undefined) sandbox.leave(oldest)
    else {
      const userName = `Newcomer ${event}`
      joinedAt.set(userName, Date.now())
      newcomers.push(sandbox.join(ROOM, { userName, userId: `n-${event}` }))
    }
    await delay(1_000 / EVENTS_A_SECOND)
  }
  return joinedAt
}

function toDelays(joinedAt: Map<string, number>, seenAt: Record<string, number>): number[] {
  return [...joinedAt].flatMap(([name, at]) => {
    const seen = seenAt[name]
    return seen === undefined ? [] : [seen - at]
  })
}
