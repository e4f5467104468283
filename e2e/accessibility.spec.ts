import { expect, joinAll, test, toUserId } from './fixtures.ts'
import { expectNoFaults } from './support/axe.ts'
import { reportFromBackend } from './support/reporting.ts'

const NOWHERE = '/nope'
const PAGES = [
  '/',
  '/bans',
  '/reports',
  '/audit',
  '/account',
  '/settings',
  '/settings/policies',
  '/settings/policies/spam',
  '/policies/spam/1',
  NOWHERE,
]

for (const colorScheme of ['light', 'dark'] as const) {
  for (const path of PAGES) {
    test(`axe finds nothing on ${path}, ${colorScheme}`, async ({ as, expectErrors }) => {
      if (path === NOWHERE) expectErrors(/404/)
      const page = await as('admin', { colorScheme })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoFaults(page)
    })
  }

  test(`axe finds nothing in the queue, on a report and on a person’s page, ${colorScheme}`, async ({
    as,
    sandbox,
    room,
  }) => {
    await joinAll(sandbox, room, ['Sam'])
    const reportId = await reportFromBackend(room, toUserId('Sam'))
    const page = await as('moderator', { colorScheme })
    for (const path of [`/reports?room=${room}`, `/reports/${reportId}`, `/people/${toUserId('Sam')}`]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText('Sam').first()).toBeVisible()
      await expectNoFaults(page)
    }
  })

  test(`axe finds nothing on the sign-in page, before and after a wrong password, ${colorScheme}`, async ({
    as,
  }) => {
    const page = await as('stranger', { colorScheme })
    await page.goto('/sign-in')
    await expectNoFaults(page)
    await page.getByLabel('Email').fill('nobody@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('Email or password is wrong')).toBeVisible()
    await expectNoFaults(page)
  })

  test(`axe finds nothing in a room, with people picked, in the dialog and beside the result, ${colorScheme}`, async ({
    as,
    sandbox,
    room,
  }) => {
    await joinAll(sandbox, room, ['Sam', 'Mia', 'Kostas'])
    const page = await as('moderator', { colorScheme })
    await page.goto(`/rooms/${room}`)
    await expect(page.getByRole('checkbox', { name: 'Pick Sam' })).toBeVisible()
    await expectNoFaults(page)
    await page.getByRole('checkbox', { name: 'Pick Sam' }).check()
    await page.getByRole('switch', { name: 'Ban' }).check()
    await page.getByRole('textbox', { name: 'Participant or user IDs' }).fill('u-77, u-77\n1.2E+15')
    await expect(page.getByRole('button', { name: 'Eject and ban 2' })).toBeEnabled()
    await expectNoFaults(page)
    await page.getByRole('button', { name: 'Eject and ban 2' }).click()
    const deed = page.getByRole('dialog').getByRole('button', { name: 'Eject and ban 2' })
    await expect(deed).toBeEnabled()
    await expectNoFaults(page)
    await deed.click()
    await expect(page.getByRole('region', { name: 'Result' }).getByText('gone within').first()).toBeVisible()
    await expectNoFaults(page)
  })

  test(`axe finds nothing in a list with a join wave, the palette over it, and its keys, ${colorScheme}`, async ({
    as,
    sandbox,
    room,
  }) => {
    await joinAll(
      sandbox,
      room,
      Array.from({ length: 12 }, (_, index) => `Raider${index}`),
    )
    for (const width of [1440, 390]) {
      const page = await as('admin', { colorScheme, viewport: { width, height: 844 } })
      await page.goto('/')
      await page.getByRole('searchbox', { name: 'Search rooms' }).fill(room)
      await expect(page.getByRole('row').filter({ hasText: '12 joined in 2 min' })).toBeVisible()
      await expectNoFaults(page)
      await page.getByRole('button', { name: 'Search or jump to' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('link', { name: room })).toBeVisible()
      await expectNoFaults(page)
      await dialog.getByRole('button', { name: 'All keys' }).click()
      await expect(dialog.getByRole('checkbox', { name: 'Single keys on' })).toBeVisible()
      await expectNoFaults(page)
    }
  })

  test(`axe finds nothing in a room with filters on, look-alikes and a changed name, ${colorScheme}`, async ({
    as,
    sandbox,
    room,
  }) => {
    const [sam = ''] = await sandbox.joinMany(room, [
      { userName: 'Sam', userId: 'u-1' },
      { userName: 'S\u0430m' },
      { userName: 'Sa m' },
    ])
    const page = await as('moderator', { colorScheme })
    await page.goto(`/rooms/${room}`)
    await expect(page.getByText('look-alike').first()).toBeVisible()
    await sandbox.join(room, { id: sam, userName: 'SAM', userId: 'u-1' })
    await expect(page.getByText('name changed')).toBeVisible()
    await page.getByRole('button', { name: 'Look-alike names' }).click()
    await page.getByRole('button', { name: 'Pick all 3 shown' }).click()
    await sandbox.join(room, { userName: 'Late' })
    await expect(page.getByRole('button', { name: '1 joined' })).toBeVisible()
    await page.getByRole('button', { name: 'No user ID' }).click()
    await expect(page.getByText('3 people, 1 of them not shown')).toBeVisible()
    await expectNoFaults(page)
    await page.keyboard.press('?')
    await expectNoFaults(page)
  })

  test(`axe finds nothing among bans, in their dialogs and the preview, ${colorScheme}`, async ({
    as,
    room,
  }) => {
    const page = await as('admin', { colorScheme })
    await page.goto('/bans')
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Ban people…' }).click()
    await dialog.getByLabel('User IDs', { exact: true }).fill(`a-${room}\na-${room}\n1.2E+15`)
    await dialog.getByRole('textbox', { name: 'Room' }).fill(room)
    await dialog.getByRole('combobox', { name: 'Holds' }).selectOption('until…')
    await expectNoFaults(page)
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await expect(dialog.getByRole('button', { name: 'Ban 1' })).toBeVisible()
    await expectNoFaults(page)
    await dialog.getByRole('button', { name: 'Ban 1' }).click()
    await page.goto(`/bans?search=${room}`)
    await expectNoFaults(page)
    await page.getByRole('button', { name: `Change the end of the ban on a-${room}` }).click()
    await expectNoFaults(page)
  })

  test(`axe finds nothing on a phone, with the decision open, ${colorScheme}`, async ({
    as,
    sandbox,
    room,
  }) => {
    await joinAll(sandbox, room, ['Sam', 'Mia'])
    const page = await as('moderator', { colorScheme, viewport: { width: 390, height: 844 } })
    await page.goto(`/rooms/${room}`)
    await page.getByRole('checkbox', { name: 'Pick Sam' }).check()
    await expectNoFaults(page)
  })
}

test('a page works at 320 px wide and asks for no sideways scrolling', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const page = await as('admin', { viewport: { width: 320, height: 700 } })
  for (const path of [
    '/',
    `/rooms/${room}`,
    '/bans',
    '/audit',
    '/settings',
    '/settings/policies',
    '/settings/policies/spam',
    '/policies/spam/1',
    '/account',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  }
})
