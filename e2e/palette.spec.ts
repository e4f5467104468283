import type { Page } from '@playwright/test'
import { expect, joinAll, newRoomName, roomPage, test } from './fixtures.ts'
import { emailOf, PASSWORD } from './support/team.ts'

function palette(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Search or jump to' })
  return {
    dialog,
    button: page.getByRole('button', { name: 'Search or jump to' }),
    box: dialog.getByRole('searchbox', { name: 'Search rooms and pages' }),
    results: dialog.getByRole('list', { name: 'Rooms and pages' }),
    open: async (path = '/') => {
      await page.goto(path)
      await expect(page.getByRole('button', { name: 'Search or jump to' })).toBeEnabled()
      await page.keyboard.press('ControlOrMeta+k')
      await expect(dialog.getByRole('searchbox')).toBeFocused()
    },
  }
}

test('⌘K, part of a room’s name and Enter go to the room', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = palette(page)
  await view.open('/bans')
  await page.keyboard.type(room.slice(0, -2))
  await expect(view.results.getByRole('link', { name: room }).first()).toContainText('2 people')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/rooms/${room}$`))
  await expect(roomPage(page).row('Sam')).toBeVisible()
})

test('arrows move the focus through rooms and pages, and a room with nobody in it is reached by its name', async ({
  asModerator: page,
}) => {
  const nowhere = newRoomName('Nowhere')
  const view = palette(page)
  await view.open()
  await page.keyboard.type('audit')
  await page.keyboard.press('ArrowDown')
  await expect(view.results.getByRole('link', { name: 'Audit', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(view.results.getByRole('link', { name: 'Go to room audit' })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowUp')
  await expect(view.box).toBeFocused()
  await view.box.fill(nowhere)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/rooms/${nowhere}$`))
})

test('what is no room name leads to no room', async ({ asModerator: page }) => {
  const view = palette(page)
  await view.open()
  await page.keyboard.type('no such/room')
  await expect(view.dialog).toContainText('No room and no page has such a name.')
  await page.keyboard.press('Enter')
  await expect(view.box).toBeFocused()
})

test('Escape closes it at once, whatever was typed, and gives the focus back', async ({
  asModerator: page,
}) => {
  const view = palette(page)
  await page.goto('/')
  const search = page.getByRole('searchbox', { name: 'Search rooms' })
  await expect(search).toBeEnabled()
  await search.focus()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(view.box).toBeFocused()
  await page.keyboard.type('abc')
  await page.keyboard.press('Escape')
  await expect(view.dialog).toBeHidden()
  await expect(search).toBeFocused()
})

test('over another dialog ⌘K does nothing', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await page.keyboard.press('e')
  await expect(view.confirm('Eject 1')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(view.confirm('Eject 1')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page).box).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('everybody finds only the pages that are theirs', async ({ as }) => {
  const pagesOf = async (member: 'viewer' | 'admin') => {
    const page = await as(member)
    const view = palette(page)
    await view.open()
    const links = await view.results.getByRole('link').allTextContents()
    return ['Rooms', 'Bans', 'Audit', 'Settings', 'Your account'].filter((title) => links.includes(title))
  }
  expect(await pagesOf('viewer')).toEqual(['Rooms', 'Bans', 'Your account'])
  expect(await pagesOf('admin')).toEqual(['Rooms', 'Bans', 'Audit', 'Settings', 'Your account'])
})

test('? shows the keys, and single keys can be switched off for good', async ({ asModerator: page }) => {
  const view = palette(page)
  await page.goto('/')
  await expect(view.button).toBeEnabled()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'All keys' })
  await keys.getByRole('checkbox', { name: 'Single keys on' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.reload()
  await expect(view.button).toBeEnabled()
  await page.keyboard.press('/')
  await page.keyboard.press('?')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('all keys')
  await page.keyboard.press('Enter')
  await expect(keys.getByRole('checkbox', { name: 'Single keys on' })).not.toBeChecked()
})

test('single keys switched off on the overview are off in a room too', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  await page.goto('/')
  await expect(palette(page).button).toBeEnabled()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'All keys' })
  await keys.getByRole('checkbox', { name: 'Single keys on' }).uncheck()
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await page.keyboard.press('b')
  await page.keyboard.press('e')
  await expect(view.dialog).toBeHidden()
  await expect(view.ban).not.toBeChecked()
})

test('in a room, all keys are those of the room', async ({ asModerator: page, room }) => {
  const view = palette(page)
  await view.open(`/rooms/${room}`)
  await page.keyboard.type('all keys')
  await page.keyboard.press('Enter')
  await expect(view.dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible()
})

test('one signs out from it', async ({ as, expectErrors }) => {
  // What the page asked just before it went.
  expectErrors(/401/)
  const page = await as('stranger')
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(emailOf('viewer'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
  const view = palette(page)
  await view.open()
  await page.keyboard.type('sign out')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a phone has a button for it, and one to close it', async ({ as, room }) => {
  const page = await as('admin', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const view = palette(page)
  await page.goto('/')
  await view.button.tap()
  await view.box.fill(room)
  await expect(view.results.getByRole('link', { name: `Go to room ${room}` })).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  await view.dialog.getByRole('button', { name: 'Close' }).tap()
  await expect(view.dialog).toBeHidden()
})
