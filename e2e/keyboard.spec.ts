import type { Page } from '@playwright/test'
import { ejectsOf, expect, joinAll, roomPage, test, toUserId } from './fixtures.ts'
import { emailOf, PASSWORD } from './support/team.ts'

test('the whole job by keyboard alone, from signing in to ejected with ban', async ({
  as,
  sandbox,
  room,
}) => {
  const page = await as('stranger')
  const view = roomPage(page)
  const { keyboard } = page
  const [sam] = await joinAll(sandbox, room, ['Sam', 'Mia', 'Samira'])

  await page.goto('/sign-in')
  await expect(page.getByLabel('Email')).toBeFocused()
  await keyboard.type(emailOf('moderator'))
  await keyboard.press('Tab')
  await keyboard.type(PASSWORD)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
  await tabTo(page, 'Search rooms')
  await keyboard.type(room)
  await tabTo(page, new RegExp(room))
  await keyboard.press('Enter')

  await expect(view.search).toBeEnabled()
  await keyboard.press('/')
  await keyboard.type('sam')
  await expect(view.list.getByRole('checkbox', { name: /^Pick (?!all)/ })).toHaveCount(2)
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(view.pick('Sam')).toBeFocused()
  await keyboard.press(' ')
  await keyboard.press('b')
  await expect(view.ban).toBeChecked()
  await keyboard.press('e')
  await expect(view.confirm('Eject and ban 1')).toBeFocused()
  await expect(view.dialog).toContainText('1 call to Daily')
  await keyboard.press('Enter')

  await expect(view.outcomeOf('Sam')).toContainText(/Ejected.* banned until/)
  await expect(view.dialog).toBeHidden()
  await expect(view.pick('Sam')).toBeFocused()
  await expect(view.ban).not.toBeChecked()
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [sam], user_ids: [toUserId('Sam')], ban: true }])
})

test('Escape leaves the dialog, sends nothing, and gives the focus back', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await expect(view.row('Sam')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.keyboard.press('e')
  await expect(view.confirm('Eject 1')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(view.dialog).toBeHidden()
  await expect(view.pick('Sam')).toBeFocused()
  await expect(view.pick('Sam')).toBeChecked()
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('? shows the keys, and they can be switched off', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Single keys on' }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await page.keyboard.press('b')
  await expect(view.ban).not.toBeChecked()
  await expect(view.dialog).toBeHidden()
  await page.reload()
  await view.pick('Sam').check()
  await page.keyboard.press('b')
  await page.keyboard.press('?')
  await expect(page.getByRole('checkbox', { name: 'Single keys on' })).not.toBeChecked()
  await expect(view.ban).not.toBeChecked()
})

test('Shift and Space pick everybody in between', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Ana', 'Ben', 'Cleo', 'Dan'])
  const view = roomPage(page)
  await view.open(room)
  await expect(view.pick('Ana')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+ ')
  await expect(view.eject('Eject 4')).toBeEnabled()
})

/** Goes on with Tab until what has the focus carries the name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const focused = page.locator(':focus')
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab')
    const label = (await focused.getAttribute('aria-label')) ?? (await focused.textContent()) ?? ''
    if (typeof name === 'string' ? label === name : name.test(label)) return
  }
  throw new Error(`Tab reaches nothing named ${name}.`)
}
