import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, joinAll, roomPage, test } from './fixtures.ts'

const newCode = () => `rule_${randomBytes(5).toString('hex')}`

type Wording = { title: string; text: string; urgency?: string; ban?: string }

async function fill(
  page: Page,
  { title, text, urgency = 'High', ban = 'for 1 day' }: Wording,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(text)
  await page.getByRole('combobox', { name: 'Urgency of reports' }).selectOption(urgency)
  await page.getByRole('combobox', { name: 'Proposed ban' }).selectOption(ban)
}

async function addPolicy(page: Page, code: string, wording: Wording): Promise<void> {
  await page.goto('/settings/policies')
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await fill(page, wording)
  await page.getByRole('button', { name: 'Add policy' }).click()
  await expect(page.getByText(`The policy ${code} can be chosen from now on.`)).toBeVisible()
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save as a new version' }).click()
}

test('what an admin adds and changes is chosen in a room, and an old decision still leads to the old text', async ({
  as,
  asModerator: page,
  sandbox,
  room,
}) => {
  const code = newCode()
  const admin = await as('admin')
  await addPolicy(admin, code, { title: `Old ${code}`, text: 'The text of the first version.' })
  await expect(admin.getByRole('row').filter({ hasText: `Old ${code}` })).toContainText('for 1 day')

  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.policy.selectOption(`Old ${code}`)
  await view.ban.check()
  const length = page.getByRole('combobox', { name: 'Ban duration' })
  await expect(length.getByRole('option', { selected: true })).toHaveText('for 1 day')
  await view.eject('Eject and ban 1').click()
  await expect(view.dialog.getByRole('link', { name: `Old ${code}, version 1` })).toBeVisible()
  await view.confirm('Eject and ban 1').click()
  await expect(view.result.getByRole('link', { name: `Old ${code}, version 1` })).toBeVisible()

  await admin.getByRole('link', { name: `Change Old ${code}` }).click()
  // The page before has the same fields.
  await expect(admin.getByRole('button', { name: 'Save as a new version' })).toBeVisible()
  await fill(admin, { title: `New ${code}`, text: 'The text of the second version.', ban: 'for good' })
  await save(admin)
  await expect(admin.getByText('Saved: version 2 is in force.')).toBeVisible()

  await view.open(room)
  await expect(view.policy.getByRole('option', { name: `New ${code}` })).toHaveCount(1)
  await expect(view.policy.getByRole('option', { name: `Old ${code}` })).toHaveCount(0)
  await view.recent.locator('summary').first().click()
  await view.recent.getByRole('link', { name: `New ${code}, version 1` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Old ${code}`)
  await expect(page.getByText('The text of the first version.')).toBeVisible()
  await page.getByRole('link', { name: 'Version 2' }).click()
  await expect(page.getByText('The text of the second version.')).toBeVisible()
})

test('the length an operator chose stays, and nobody is proposed more than they may', async ({
  as,
  sandbox,
  room,
}) => {
  const code = newCode()
  const admin = await as('admin')
  await addPolicy(admin, code, { title: code, text: 'For good.', ban: 'for good' })
  await joinAll(sandbox, room, ['Sam'])

  for (const [member, proposed] of [
    ['moderator', 'for 30 days'],
    ['admin', 'for good'],
  ] as const) {
    const page = await as(member)
    const view = roomPage(page)
    await view.open(room)
    await view.ban.check()
    const chosen = page
      .getByRole('combobox', { name: 'Ban duration' })
      .getByRole('option', { selected: true })
    await expect(chosen).toHaveText('for 7 days')
    await view.policy.selectOption(code)
    await expect(chosen).toHaveText(proposed)
    await page.getByRole('combobox', { name: 'Ban duration' }).selectOption('for 1 hour')
    await view.policy.selectOption('Spam or flooding')
    await expect(chosen).toHaveText('for 1 hour')

    await page.goto('/bans')
    await page.getByRole('button', { name: 'Ban people…' }).click()
    const dialog = page.getByRole('dialog')
    const holds = dialog.getByRole('combobox', { name: 'Holds' }).getByRole('option', { selected: true })
    await dialog.getByRole('combobox', { name: 'Policy' }).selectOption(code)
    await expect(holds).toHaveText(proposed)
    await dialog.getByRole('combobox', { name: 'Holds' }).selectOption('for 1 day')
    await dialog.getByRole('combobox', { name: 'Policy' }).selectOption('Other')
    await expect(holds).toHaveText('for 1 day')
  }
})

test('the slower of two admins is told who was faster, keeps what was typed, and may save it on top', async ({
  as,
}) => {
  const code = newCode()
  const [slow, fast] = [await as('admin'), await as('admin')]
  await addPolicy(fast, code, { title: `First ${code}`, text: 'One.' })
  for (const page of [slow, fast]) await page.goto(`/settings/policies/${code}`)
  await fill(fast, { title: `Faster ${code}`, text: 'Two, by the faster one.' })
  await save(fast)
  await expect(fast.getByText('Saved: version 2 is in force.')).toBeVisible()

  await fill(slow, { title: `Slower ${code}`, text: 'Two, by the slower one.', ban: 'for 1 hour' })
  await save(slow)
  await expect(
    slow.getByText(/^Noor Haddad changed this policy at .* UTC: version 2 is in force\./),
  ).toBeVisible()
  await expect(slow.getByRole('textbox', { name: 'Title' })).toHaveValue(`Slower ${code}`)
  await expect(slow.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(
    'Two, by the slower one.',
  )
  await expect(
    slow.getByRole('combobox', { name: 'Proposed ban' }).getByRole('option', { selected: true }),
  ).toHaveText('for 1 hour')
  const reading = slow.waitForEvent('popup')
  await slow.getByRole('link', { name: 'Read version 2' }).click()
  await expect((await reading).getByText('Two, by the faster one.')).toBeVisible()
  await save(slow)
  await expect(slow.getByText('Saved: version 3 is in force.')).toBeVisible()
})

test('a withdrawn policy cannot be chosen any more and stays readable; it can be offered again', async ({
  as,
  room,
}) => {
  const code = newCode()
  const page = await as('admin')
  await addPolicy(page, code, { title: `Shortlived ${code}`, text: 'Still readable.' })
  const open = await as('moderator')
  const view = roomPage(open)
  await view.open(room)
  await view.policy.selectOption(`Shortlived ${code}`)

  await page.goto(`/settings/policies/${code}`)
  await page.getByRole('button', { name: 'Stop offering…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop offering' }).click()
  await expect(page.getByText('It cannot be chosen any more.')).toBeVisible()
  await view.ids.fill('u-nobody')
  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await expect(view.problem).toContainText('There is no such policy. Choose one of')
  await view.cancel.click()
  await open.reload()
  await expect(view.policy.getByRole('option', { selected: true })).toHaveText(
    `Shortlived ${code}: not offered any more`,
  )

  await open.goto(`/policies/${code}/1`)
  await expect(open.getByText('Still readable.')).toBeVisible()
  await page.getByRole('button', { name: 'Offer again…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Offer again' }).click()
  await expect(page.getByRole('button', { name: 'Stop offering…' })).toBeVisible()
  await page.goto('/settings/policies/other')
  await expect(page.getByText('so it is always offered')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stop offering…' })).toBeHidden()
})

test('policies are added and changed without any script, and what is wrong is said at the field', async ({
  as,
}) => {
  const code = newCode()
  const page = await as('admin', { javaScriptEnabled: false })
  await page.goto('/settings/policies')
  await page.getByRole('textbox', { name: 'Code' }).fill('Not a code')
  await fill(page, { title: code, text: 'A text.', urgency: 'Urgent', ban: 'for good' })
  await page.getByRole('button', { name: 'Add policy' }).click()
  await expect(page.getByText('A code has 2 to 40 small letters').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Code' })).toHaveValue('Not a code')
  await expect(
    page.getByRole('combobox', { name: 'Proposed ban' }).getByRole('option', { selected: true }),
  ).toHaveText('for good')
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Add policy' }).click()
  await expect(page.getByText(`The policy ${code} can be chosen from now on.`)).toBeVisible()
})

test('a moderator reads policies and changes none; a version that is not there is not found', async ({
  asModerator: page,
  expectErrors,
}) => {
  expectErrors(/404/)
  for (const path of ['/settings/policies', '/settings/policies/spam']) {
    await page.goto(path)
    await expect(page.getByText('Policies are changed by admins')).toBeVisible()
    await expect(page.getByRole('button', { name: /Save|Add|Stop/ })).toHaveCount(0)
  }
  await page.goto('/policies/spam/1')
  await expect(page.getByText('Advertising nobody asked for')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change', exact: true })).toBeHidden()
  for (const path of ['/policies/spam/99', '/policies/spam/x', '/policies/nope/1'])
    expect((await page.goto(path))?.status()).toBe(404)
})

test('titles and texts of strangers’ making are shown as text', async ({ as }) => {
  const code = newCode()
  const page = await as('admin')
  const title = `<img src=x onerror=alert(1)> ${code}`
  await addPolicy(page, code, { title, text: '</p><script>alert(2)</script> \u202e javascript:alert(3)' })
  await page.goto(`/policies/${code}/1`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.getByText('<script>alert(2)</script>')).toBeVisible()
  await page.goto('/audit')
  await expect(page.getByRole('link', { name: `${title}, version 1` }).first()).toBeVisible()
})
