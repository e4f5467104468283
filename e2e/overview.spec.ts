import type { Page } from '@playwright/test'
import { expect, joinAll, newRoomName, test } from './fixtures.ts'
import type { RemoteSandbox } from './sandbox/remote.ts'

const MINUTE_MS = 60_000

function overview(page: Page) {
  const table = page.getByRole('table', { name: 'Rooms' })
  return {
    search: page.getByRole('searchbox', { name: 'Search rooms' }),
    table,
    row: (room: string) =>
      table.getByRole('row').filter({ has: page.getByRole('link', { name: room, exact: true }) }),
    link: (room: string) => table.getByRole('link', { name: room, exact: true }),
    names: () => table.getByRole('link').allTextContents(),
    open: async (search: string) => {
      await page.goto('/')
      await page.getByRole('searchbox', { name: 'Search rooms' }).fill(search)
    },
  }
}

async function joinMany(sandbox: RemoteSandbox, room: string, count: number, minutesAgo: number) {
  const joinedAt = Date.now() - minutesAgo * MINUTE_MS
  return sandbox.joinMany(
    room,
    Array.from({ length: count }, (_, index) => ({ userName: `P${minutesAgo} ${index}`, joinedAt })),
  )
}

/** Rooms of one prefix, so that a search shows these alone, each with so many people. */
async function roomsWith(sandbox: RemoteSandbox, people: Record<string, number>): Promise<string> {
  const prefix = newRoomName('held')
  for (const [ending, count] of Object.entries(people)) {
    await sandbox.createRoom({ name: `${prefix}-${ending}`, privacy: 'private' })
    await joinMany(sandbox, `${prefix}-${ending}`, count, 20)
  }
  return prefix
}

test('a room tells how many more people there are than ten minutes ago', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const view = overview(page)
  await joinMany(sandbox, room, 2, 20)
  await joinMany(sandbox, room, 3, 5)
  await view.open(room)
  await expect(view.row(room)).toContainText('+3 in 10 min')
  await expect(view.row(room)).not.toContainText('join wave')
  await expect(view.row(room).locator('polyline')).toHaveCount(1)
})

test('a burst of joins warns in words within seconds', async ({ asModerator: page, sandbox, room }) => {
  const view = overview(page)
  await joinMany(sandbox, room, 1, 20)
  await view.open(room)
  await expect(view.row(room)).toContainText('0 in 10 min')
  await joinAll(
    sandbox,
    room,
    Array.from({ length: 12 }, (_, index) => `Raider${index}`),
  )
  await expect(view.row(room)).toContainText('join wave')
  await expect(view.row(room)).toContainText('12 joined in 2 min')
  await expect(view.row(room)).toContainText('+12 in 10 min')
  await expect(page.getByText(/^\d+ join waves?$/)).toBeVisible()
})

test('rows hold their places while the focus or the pointer is among them', async ({
  asModerator: page,
  sandbox,
}) => {
  const view = overview(page)
  const prefix = await roomsWith(sandbox, { a: 4, b: 2 })
  const [a, b, c] = [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`] as const
  await view.open(prefix)
  await expect(view.row(b)).toBeVisible()
  expect(await view.names()).toEqual([a, b])

  await view.link(a).focus()
  await joinMany(sandbox, b, 6, 20)
  await sandbox.createRoom({ name: c, privacy: 'private' })
  await joinMany(sandbox, c, 9, 20)
  await expect(view.row(b)).toContainText('8')
  await expect(view.row(c)).toContainText('9')
  expect(await view.names()).toEqual([a, b, c])

  await view.row(b).hover()
  await view.search.focus()
  expect(await view.names()).toEqual([a, b, c])
  await page.mouse.move(0, 0)
  await expect.poll(view.names).toEqual([c, b, a])
})

test('a room that empties under the pointer stays until the pointer goes', async ({
  asModerator: page,
  sandbox,
}) => {
  const view = overview(page)
  const prefix = await roomsWith(sandbox, { a: 1, b: 1 })
  await view.open(prefix)
  await expect(view.row(`${prefix}-b`)).toBeVisible()
  await view.row(`${prefix}-b`).hover()
  for (const { id } of await sandbox.people(`${prefix}-a`)) await sandbox.leave(id)
  await expect(view.row(`${prefix}-a`)).toContainText('0')
  expect(await view.names()).toEqual([`${prefix}-a`, `${prefix}-b`])
  await page.mouse.move(0, 0)
  await expect.poll(view.names).toEqual([`${prefix}-b`])
})

test('to a room by keyboard alone', async ({ asModerator: page, sandbox }) => {
  const view = overview(page)
  const prefix = await roomsWith(sandbox, { a: 3, b: 2, c: 1 })
  const { keyboard } = page
  await page.goto('/')
  await expect(view.search).toBeEnabled()
  await keyboard.press('/')
  await expect(view.search).toBeFocused()
  await keyboard.type(prefix)
  await expect(view.row(`${prefix}-c`)).toBeVisible()
  await keyboard.press('ArrowDown')
  await expect(view.link(`${prefix}-a`)).toBeFocused()
  await keyboard.press('End')
  await expect(view.link(`${prefix}-c`)).toBeFocused()
  await keyboard.press('Home')
  await keyboard.press('ArrowUp')
  await expect(view.search).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(view.link(`${prefix}-b`)).toBeFocused()
  await keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/rooms/${prefix}-b$`))
})

test('a search is taken literally', async ({ asModerator: page, sandbox }) => {
  const view = overview(page)
  const prefix = await roomsWith(sandbox, { a_1: 1, 'a-1': 1 })
  await view.open(`${prefix}-A_`)
  await expect(view.row(`${prefix}-a_1`)).toBeVisible()
  expect(await view.names()).toEqual([`${prefix}-a_1`])
  await view.search.fill(`${prefix}.*`)
  await expect(page.getByText('No live room matches')).toBeVisible()
})

test('a server that cannot be reached is told, and the rooms stay', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/ERR_FAILED/)
  const view = overview(page)
  await joinMany(sandbox, room, 2, 20)
  await view.open(room)
  await expect(view.row(room)).toBeVisible()
  await page.route('**/api/rooms', (route) => route.abort())
  await expect(page.getByText('The server could not be reached.')).toBeVisible()
  await expect(view.row(room)).toBeVisible()
  await page.unroute('**/api/rooms')
  await expect(page.getByText('The server could not be reached.')).toBeHidden()
})

test('a phone tells all of it without scrolling sideways', async ({ as, sandbox, room }) => {
  const page = await as('moderator', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const view = overview(page)
  await joinMany(sandbox, room, 2, 20)
  await joinMany(sandbox, room, 11, 1)
  await view.open(room)
  for (const words of ['join wave', '11 joined in 2 min', '+11 in 10 min', 'since '])
    await expect(view.row(room).getByText(words)).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  await view.row(room).tap()
  await expect(page).toHaveURL(new RegExp(`/rooms/${room}$`))
})
