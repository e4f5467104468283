import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const PHONE = { viewport: { width: 390, height: 844 } }

function bansPage(page: Page) {
  const dialog = page.getByRole('dialog')
  return {
    open: async (query = '') => {
      await page.goto(`/bans${query}`)
      await expect(page.getByRole('button', { name: 'Ban people…' })).toBeEnabled()
    },
    dialog,
    row: (text: string) => page.getByRole('row').filter({ hasText: text }),
    search: async (text: string) => {
      await page.getByRole('searchbox', { name: 'Search bans' }).fill(text)
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      await expect(page).toHaveURL(new RegExp(`search=${text}`))
    },
    status: page.getByRole('main').getByRole('status'),
    deed: (name: string) => dialog.getByRole('button', { name, exact: true }),
  }
}

/** Bans people through the page, and gives what they have in common for the search. */
async function banByPaste(page: Page, room: string, ids: string[]): Promise<void> {
  const view = bansPage(page)
  await view.open()
  await page.getByRole('button', { name: 'Ban people…' }).click()
  await view.dialog.getByLabel('User IDs', { exact: true }).fill(ids.join('\n'))
  await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
  await view.deed('Preview').click()
  await view.deed(`Ban ${ids.length}`).click()
  await expect(view.status).toContainText(`${ids.length} user ID`)
}

test('people never seen are banned by a pasted list, after a preview that accounts for all of it', async ({
  asModerator: page,
  room,
}) => {
  const view = bansPage(page)
  await banByPaste(page, room, [`old-${room}`])
  await page.getByRole('button', { name: 'Ban people…' }).click()
  const text = [`one-${room}`, `two-${room}`, `one-${room}`, 'x'.repeat(37), `old-${room}`].join('\n')
  await view.dialog.getByLabel('User IDs', { exact: true }).fill(text)
  await expect(view.dialog.getByText('3 IDs taken, 1 left out, 1 duplicate')).toBeVisible()
  await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
  await view.dialog.getByLabel('Evidence').fill('https://example.org/log')
  await view.dialog.getByLabel('Reason').fill('On the list of the raid')
  await view.deed('Preview').click()

  await expect(view.dialog.getByRole('heading', { name: `Ban 2 user IDs from ${room}?` })).toBeVisible()
  await expect(view.dialog.getByText('1 banned already in the same scope')).toBeVisible()
  await expect(view.dialog.getByText(/Line 4: x+ This is longer than 36 characters/)).toBeVisible()
  await expect(
    view.dialog.getByText('5 given = 2 to ban + 1 banned already + 1 left out + 1 named twice.'),
  ).toBeVisible()
  await view.deed('Back').click()
  await expect(view.dialog.getByLabel('User IDs', { exact: true })).toHaveValue(text)
  await view.deed('Preview').click()
  await view.deed('Ban 2').click()

  await expect(view.status).toContainText('2 user IDs are banned. 3 left out.')
  await view.search(`one-${room}`)
  await expect(view.row(`one-${room}`)).toContainText('name not known')
})

test('nothing typed is lost when the server cannot be reached', async ({
  asModerator: page,
  room,
  expectErrors,
}) => {
  expectErrors(/Failed to load resource|ERR_FAILED/)
  const view = bansPage(page)
  await view.open()
  await page.getByRole('button', { name: 'Ban people…' }).click()
  await view.dialog.getByLabel('User IDs', { exact: true }).fill(`kept-${room}`)
  await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
  await page.route('**/bans', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await view.deed('Preview').click()
  await expect(view.dialog.getByRole('alert')).toContainText('could not be reached')
  await page.unroute('**/bans')
  await view.deed('Preview').click()
  await expect(view.deed('Ban 1')).toBeVisible()
})

test('an admin makes a ban last for good, and lifts two at once', async ({ as, room }) => {
  const page = await as('admin')
  const view = bansPage(page)
  await banByPaste(page, room, [`a-${room}`, `b-${room}`, `c-${room}`])
  await view.search(room)
  await page.getByRole('button', { name: `Change the end of the ban on a-${room}` }).click()
  await view.dialog.getByRole('checkbox', { name: 'for good' }).check()
  await view.deed('Change end').click()
  await expect(view.status).toContainText('for good')
  await expect(view.row(`a-${room}`)).toContainText('for good')

  for (const who of ['b', 'c'])
    await page.getByRole('checkbox', { name: `Pick the ban on ${who}-${room}` }).check()
  await page.getByRole('button', { name: 'Lift 2 picked…' }).click()
  await expect(view.dialog.getByRole('list', { name: 'Bans to lift' })).toContainText(`b-${room}`)
  await view.dialog.getByLabel('Reason').fill('An appeal was upheld')
  await view.deed('Lift 2 bans').click()
  await expect(view.status).toContainText('2 bans are lifted.')
  await expect(view.row(`b-${room}`)).toHaveCount(0)
  await page.getByRole('link', { name: /^Lifted/ }).click()
  await expect(view.row(`b-${room}`)).toContainText('An appeal was upheld')
})

test('a colleague who changed the end meanwhile is named', async ({ as, room }) => {
  const ada = await as('moderator')
  await banByPaste(ada, room, [`d-${room}`])
  const noor = await as('admin')
  const change = async (page: Page, local: string) => {
    await page.getByRole('button', { name: `Change the end of the ban on d-${room}` }).click()
    await page.getByRole('dialog').getByLabel('Until').fill(local)
    await bansPage(page).deed('Change end').click()
  }
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
  for (const page of [ada, noor]) await bansPage(page).open(`?search=${room}`)
  await change(noor, inDays(10))
  await expect(bansPage(noor).status).toContainText('holds until')
  await change(ada, inDays(3))
  await expect(ada.getByRole('dialog').getByRole('alert')).toContainText(
    'Noor Haddad has changed this ban meanwhile',
  )
})

test('a ban that begins later stands under Upcoming', async ({ asModerator: page, room }) => {
  const view = bansPage(page)
  await view.open()
  await page.getByRole('button', { name: 'Ban people…' }).click()
  await view.dialog.getByLabel('User IDs', { exact: true }).fill(`later-${room}`)
  await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
  await view.dialog.getByRole('combobox', { name: 'Begins' }).selectOption('later…')
  await view.deed('Preview').click()
  await view.deed('Ban 1').click()
  await expect(view.status).toContainText('1 user ID is banned.')
  await view.open(`?state=upcoming&search=${room}`)
  await expect(view.row(`later-${room}`)).toContainText('begins')
  await expect(page.getByText('1 ban found')).toBeVisible()
})

test('what is exported can be imported again, and everything in it is banned already', async ({
  asModerator: page,
  room,
}) => {
  const view = bansPage(page)
  await banByPaste(page, room, [`=cmd-${room}`, `"e, ${room}"`])
  for (const format of ['CSV', 'JSON']) {
    await view.open(`?search=${room}`)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: `Export ${format}` }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^bans-active-\d{4}-\d\d-\d\d\.(csv|json)$/)
    const text = await readFile(await file.path(), 'utf8')
    expect(text).toContain(`=cmd-${room}`)
    if (format === 'CSV') expect(text).not.toMatch(/(^|,)"=/m)

    await page.getByRole('button', { name: 'Ban people…' }).click()
    await view.dialog.getByRole('radio', { name: 'Import a file' }).check()
    await view.dialog
      .getByLabel('CSV or JSON file')
      .setInputFiles({ name: file.suggestedFilename(), mimeType: 'text/plain', buffer: Buffer.from(text) })
    await expect(view.dialog.getByText('is chosen')).toBeVisible()
    await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
    await view.deed('Preview').click()
    await expect(view.dialog.getByText('2 given = 0 to ban + 2 banned already.')).toBeVisible()
    await view.dialog.getByRole('checkbox', { name: /^Ban them too/ }).check()
    await view.deed('Ban 2').click()
    await expect(view.status).toContainText('2 had a ban as long already')
  }
})

test('where the settings ask for a second admin, a long list waits for one', async ({ as, room }) => {
  const noor = await as('admin')
  await noor.goto('/settings')
  const setting = noor.getByRole('region', { name: 'Large bans' })
  await setting.getByRole('switch').check()
  await setting.getByRole('button', { name: 'Save' }).click()
  await expect(setting.getByRole('status')).toContainText('large bans wait')
  try {
    const ada = await as('moderator')
    const view = bansPage(ada)
    await view.open()
    await ada.getByRole('button', { name: 'Ban people…' }).click()
    const ids = Array.from({ length: 51 }, (_, index) => `p${index}-${room}`)
    await view.dialog.getByLabel('User IDs', { exact: true }).fill(ids.join('\n'))
    await view.dialog.getByRole('textbox', { name: 'Room' }).fill(room)
    await view.deed('Preview').click()
    await view.deed('Ask to ban 51').click()
    await expect(view.status).toContainText('A second admin is asked')

    await bansPage(noor).open()
    const asked = noor.getByRole('listitem').filter({ hasText: room })
    await expect(asked).toContainText('Ada Moreau asks to ban 51 user IDs')
    await asked.getByRole('button', { name: 'Approve…' }).click()
    await bansPage(noor).deed('Approve 51 bans').click()
    await expect(bansPage(noor).status).toContainText('51 bans approved')
    await bansPage(noor).open(`?search=${room}`)
    await expect(noor.getByText('51 bans found')).toBeVisible()
  } finally {
    await noor.goto('/settings')
    await setting.getByRole('switch').uncheck()
    await setting.getByRole('button', { name: 'Save' }).click()
    await expect(setting.getByRole('status')).toContainText('one admin is enough')
  }
})

test('viewers see bans and neither make, change, lift nor export any', async ({ as, asModerator, room }) => {
  await banByPaste(asModerator, room, [`seen-${room}`])
  const page = await as('viewer')
  await page.goto(`/bans?search=${room}`)
  await expect(bansPage(page).row(`seen-${room}`)).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveText(['Search'])
  await expect(page.getByRole('link', { name: /Export/ })).toHaveCount(0)
})

test('the page fits a phone, its dialogs too', async ({ as, room }) => {
  const page = await as('admin', PHONE)
  await banByPaste(page, room, [`phone-${room}`])
  await bansPage(page).open(`?search=${room}`)
  await page.getByRole('button', { name: 'Ban people…' }).click()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
})
