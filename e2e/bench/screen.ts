import { setTimeout as delay } from 'node:timers/promises'
import { type Browser, chromium, type JSHandle, type Page } from '@playwright/test'
import { ensureChromium } from '#e2e/support/chromium'
import { type Product, startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { nameOf } from '../sandbox/names.ts'
import { type Dice, diceOf } from '../sandbox/random.ts'
import { median, printTable, quantile } from './statistics.ts'

const ROOM = 'arena'
const PEOPLE = 10_000
const CHANGES_PER_SECOND = 50
const SECONDS = 30
/** How long the same keys go into a page that has nothing else: what the machine itself takes. */
const BARE_SECONDS = 10
const SLOW_DOWN = 4
const SETTLE_MS = 6_000
const KEY_EVERY_MS = 180
const AIM_MS = 100
const SEARCHES = ['mia', 'sam', 'kowal', 'u-99', 'zzz']

/** A room of 10,000 with 50 joins and leaves a second, on a slow machine: does typing in it stay smooth? */
export async function screenBench(): Promise<void> {
  const product = await startProduct({
    environment: { PRESENCE_INTERVAL_SECONDS: '1', LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false },
  })
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  try {
    await addTeam(product.environment)
    const dice = diceOf(7)
    const present = fill(product, dice)
    const page = await openRoom(browser, product.url)
    const crowd = keepMoving(product, { present, dice })
    const room = await typeAndMeasure(page, SECONDS * 1_000)
    const changes = crowd.changes()
    await page.setContent('<input type="search" aria-label="Search participants">')
    const bare = await typeAndMeasure(page, BARE_SECONDS * 1_000)
    crowd.stop()
    report({ room, bare, changes })
  } finally {
    await browser.close()
    await product.stop()
  }
}

function fill({ sandbox }: Product, dice: Dice): string[] {
  sandbox.createRoom({ name: ROOM, privacy: 'private' })
  const nowMs = Date.now()
  return sandbox.joinMany(
    ROOM,
    Array.from({ length: PEOPLE }, (_, index) => ({
      ...aStranger(dice),
      joinedAt: nowMs - (PEOPLE - index) * 200,
    })),
  )
}

function aStranger(dice: Dice) {
  return { userName: nameOf(dice), userId: dice.chance(0.1) ? null : `u-${dice.between(1, 9_999_999)}` }
}

type Crowd = { present: string[]; dice: Dice }

/** As many come as go. */
function keepMoving({ sandbox }: Product, { present, dice }: Crowd) {
  let changes = 0
  const timer = setInterval(() => {
    const [leaver] = present.splice(dice.between(0, present.length - 1), 1)
    if (leaver !== undefined) sandbox.leave(leaver)
    present.push(sandbox.join(ROOM, aStranger(dice)))
    changes += 2
  }, 2_000 / CHANGES_PER_SECOND)
  return { stop: () => clearInterval(timer), changes: () => changes }
}

async function openRoom(browser: Browser, baseURL: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(emailOf('moderator'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: ROOM }).waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN })
  await page.goto(`/rooms/${ROOM}`)
  await page.getByText('10,000 shown', { exact: true }).waitFor({ timeout: 60_000 })
  await delay(SETTLE_MS)
  return page
}

type Measured = { keysMs: number[]; tasksMs: number[] }

/** From a key going down to the picture after it, and every task of the main thread that blocks for 50 ms or more. */
function watch(page: Page): Promise<JSHandle<Measured>> {
  return page.evaluateHandle(() => {
    const measured: Measured = { keysMs: [], tasksMs: [] }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) measured.tasksMs.push(duration)
    }).observe({ type: 'longtask' })
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => measured.keysMs.push(performance.now() - timeStamp)
          port2.postMessage(null)
        })
      },
      { capture: true },
    )
    return measured
  })
}

async function typeAndMeasure(page: Page, forMs: number): Promise<Measured> {
  const measured = await watch(page)
  const box = page.getByRole('searchbox', { name: 'Search participants' })
  await box.focus()
  const endMs = Date.now() + forMs
  for (let turn = 0; Date.now() < endMs; turn += 1) {
    const word = SEARCHES[turn % SEARCHES.length] ?? ''
    for (const key of [...word, ...Array.from(word, () => 'Backspace')]) {
      await page.keyboard.press(key)
      await delay(KEY_EVERY_MS)
    }
  }
  return measured.jsonValue()
}

type Report = { room: Measured; bare: Measured; changes: number }

function report({ room, bare, changes }: Report): void {
  const perSecond = (changes / SECONDS).toFixed(0)
  printTable(
    `A room of ${PEOPLE.toLocaleString('en')}, ${perSecond} joins and leaves a second, processor slowed ${SLOW_DOWN}×`,
    [
      ['ms', 'count', 'p50', 'p95', 'max', 'aim'],
      toRow('room: from a key to the picture', room.keysMs),
      toRow('room: tasks of 50 ms and more', room.tasksMs),
      toRow('empty page: from a key to the picture', bare.keysMs),
      toRow('empty page: tasks of 50 ms and more', bare.tasksMs),
    ],
  )
}

function toRow(name: string, values: readonly number[]): string[] {
  const figures = [median(values), quantile(values, 0.95), Math.max(...values)]
  const texts = figures.map((ms) => (Number.isFinite(ms) ? ms.toFixed(0) : '–'))
  return [name, String(values.length), ...texts, String(AIM_MS)]
}
