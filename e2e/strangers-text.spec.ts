import { expect, roomPage, test } from './fixtures.ts'

const IMAGE = '<img src=x onerror=alert(1)>'
const SCRIPT = '</script><script>alert(2)</script>'
const LINK = 'javascript:alert(3)'
const BOLD = '"><b onmouseover=alert(4)>u'

test('names, user IDs and reasons with script in them are text wherever they stand', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const opened: string[] = []
  page.on('dialog', (dialog) => {
    opened.push(dialog.message())
    return dialog.dismiss()
  })
  await sandbox.joinMany(room, [
    { userName: IMAGE, userId: BOLD },
    { userName: SCRIPT, userId: LINK },
    { userName: 'Mia', userId: 'u-mia' },
  ])
  const view = roomPage(page)
  await view.open(room)
  for (const text of [IMAGE, SCRIPT, LINK, BOLD]) await expect(view.row(text)).toBeVisible()
  await view.pick(IMAGE).check()
  await view.pick(SCRIPT).check()
  await view.reason.fill(`${IMAGE}\n${SCRIPT}`)
  await view.ban.check()
  await expect(view.decision).toContainText(IMAGE)
  await view.eject('Eject and ban 2').click()
  await expect(view.dialog.getByRole('row', { name: LINK })).toContainText(SCRIPT)
  await expect(view.dialog).toContainText(`Reason${IMAGE}`)
  await view.confirm('Eject and ban 2').click()

  await expect(view.outcomeOf(IMAGE)).toContainText(BOLD)
  await expect(view.outcomeOf(SCRIPT)).toContainText('Ejected')
  await page.reload()
  await view.recent.getByText('eject and ban 2').click()
  await expect(view.recent).toContainText(SCRIPT)
  for (const path of ['/audit', '/bans', `/audit?room=${room}`]) {
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText(BOLD)
  }
  await expect(page.locator('img, main script, main a[href^="javascript"], b[onmouseover]')).toHaveCount(0)
  expect(opened).toEqual([])
})

test('names that write right to left or hide letters disturb nothing beside them', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const reversed = '\u202eevil \u202dname'
  const long = 'W'.repeat(300)
  await sandbox.joinMany(room, [
    { userName: reversed, userId: 'u-1' },
    { userName: long, userId: 'u-2' },
    { userName: 'ليلى', userId: 'u-3' },
    { userName: '  ', userId: 'u-4' },
  ])
  const view = roomPage(page)
  await view.open(room)
  await view.pick(reversed).check()
  await view.row('u-2').getByRole('checkbox').check()
  await view.row('u-3').getByRole('checkbox').check()
  await expect(view.row('u-4')).toContainText('(no name)')
  await view.eject('Eject 3').click()
  await expect(view.dialog.getByRole('row', { name: 'u-1' })).toContainText(reversed)
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(isWide).toBe(false)
})
