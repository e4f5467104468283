import { expect, joinAll, test, toUserId } from './fixtures.ts'
import { reportFromBackend } from './support/reporting.ts'

test('the palette finds a person, whose page tells everything, filters it, and takes a note back', async ({
  as,
  room,
  sandbox,
}) => {
  const name = `Sam-${room}`
  await joinAll(sandbox, room, [name])
  await reportFromBackend(room, toUserId(name), { text: 'Shouts all the time.' })
  const page = await as('moderator')
  await page.goto(`/rooms/${room}`)
  await expect(
    page.getByRole('table', { name: 'Participants' }).getByText(name, { exact: true }),
  ).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox', { name: 'Search rooms and pages' }).fill(toUserId(name))
  await page
    .getByRole('dialog')
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click()

  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const timeline = page.getByRole('list', { name: 'Timeline' })
  await expect(timeline).toContainText('Shouts all the time.')
  await expect(timeline).toContainText(`Joined in ${room}`)

  await page.getByRole('textbox', { name: 'Note' }).fill('Talked to the parents.')
  await page.getByRole('button', { name: 'Add note' }).click()
  const note = timeline.getByRole('listitem').filter({ hasText: 'Talked to the parents.' })
  await expect(note).toContainText('Ada Moreau')
  await page.getByRole('link', { name: 'Notes', exact: true }).click()
  await expect(note).toBeVisible()
  await expect(timeline).not.toContainText('Shouts all the time.')
  await note.getByRole('button', { name: 'Undo' }).click()
  await expect(note).toHaveCount(0)
})

test('somebody is ejected and banned from their own page', async ({ as, room, sandbox }) => {
  const name = `Tom-${room}`
  await joinAll(sandbox, room, [name])
  const page = await as('moderator')
  await page.goto(`/rooms/${room}`)
  await expect(
    page.getByRole('table', { name: 'Participants' }).getByText(name, { exact: true }),
  ).toBeVisible()
  await page.goto(`/people/${toUserId(name)}`)
  await page.getByRole('switch', { name: 'Ban' }).check()
  await page.getByRole('button', { name: 'Eject and ban 1' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Eject and ban 1' }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('1 ejected')
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText(`Banned from ${room}`)
})

test('who is in no room can be banned from their page, with the dialog filled in', async ({ as, room }) => {
  const page = await as('moderator')
  await page.goto(`/people/${encodeURIComponent(`gone, ${room}`)}`)
  await page.getByRole('link', { name: 'Ban…' }).click()
  await expect(page.getByRole('dialog').getByRole('textbox', { name: /User IDs/ })).toHaveValue(
    `"gone, ${room}"`,
  )
})

for (const userId of ['a/b', '..', '~x', '50%', 'a?b#c', 'Ünï çødé', '<b>u</b>', '\u05d0\u05d1'])
  test(`the page of user ID ${JSON.stringify(userId)} survives a reload`, async ({ as, room }) => {
    await reportFromBackend(room, userId)
    const page = await as('viewer')
    await page.goto('/reports')
    await page.goto(`/reports?room=${room}`)
    await page.getByRole('list', { name: 'Reports' }).getByRole('link').click()
    await page.getByRole('link', { name: 'Whole history' }).click()
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Reported for Harassment')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(userId)
    await expect(page.getByRole('button', { name: 'Add note' })).toHaveCount(0)
  })

test('whoever covers other rooms sees nothing of somebody but that there is a ban', async ({ as, room }) => {
  const userId = `u-${room}`
  await reportFromBackend(room, userId)
  const admin = await as('admin')
  await admin.goto(`/bans?ban=${userId}`)
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Room/ }).fill(room)
  await dialog.getByRole('button', { name: /^(Continue|Check|Preview|Next)/ }).click()
  await dialog.getByRole('button', { name: /^Ban 1/ }).click()
  await expect(dialog).toBeHidden()
  const page = await as('elsewhere')
  await page.goto(`/people/${userId}`)
  await expect(page.getByText('banned elsewhere')).toBeVisible()
  await expect(page.getByText(`Nothing on record about ${userId} in your rooms`)).toBeVisible()
})

test('an admin erases a person by typing the ID; what stays bears a pseudonym', async ({ as, room }) => {
  const userId = `gone-${room}`
  await reportFromBackend(room, userId, { text: 'Says terrible things.' })
  const moderator = await as('moderator')
  await moderator.goto(`/people/${userId}`)
  await expect(moderator.getByRole('button', { name: 'Erase…' })).toHaveCount(0)

  const page = await as('admin')
  await page.goto(`/people/${userId}`)
  await page.getByRole('button', { name: 'Erase…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 report')
  await dialog.getByLabel('User ID').fill(`${userId}x`)
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(dialog.getByRole('alert')).toContainText('not the ID of the person')
  await dialog.getByLabel('User ID').fill(userId)
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByText(`Nothing on record about ${userId} in your rooms`)).toBeVisible()
  await page.goto(`/reports?room=${room}`)
  await expect(page.getByRole('list', { name: 'Reports' }).getByRole('link')).toContainText(
    /erased-[0-9a-f]{12}/,
  )
})
