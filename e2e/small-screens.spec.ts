import type { Page } from '@playwright/test'
import { expect, joinAll, roomPage, test } from './fixtures.ts'

const SCREENS = [
  [
    'a phone',
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 },
  ],
  ['a small phone', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ['a desk at 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }],
] as const

for (const [screen, options] of SCREENS) {
  test(`the whole job on ${screen}, without scrolling sideways`, async ({ as, sandbox, room }) => {
    const page = await as('moderator', options)
    const view = roomPage(page)
    await joinAll(sandbox, room, ['Sam', 'Mia'])
    await page.goto('/')
    await page.getByRole('searchbox', { name: 'Search rooms' }).fill(room)
    await expectNoSidewaysScroll(page)
    await page.getByRole('link', { name: room }).click()
    await view.pick('Sam').check()
    await expect(view.decision).toContainText('1 person')
    await page.getByRole('button', { name: 'Open the decision sheet' }).click()
    await expectNoSidewaysScroll(page)
    await view.reason.fill('shouting')
    await view.ban.check()
    await view.eject('Eject and ban 1').click()
    await expect(view.dialog).toContainText('1 call to Daily')
    await expectNoSidewaysScroll(page)
    await view.confirm('Eject and ban 1').click()
    await expect(view.outcomeOf('Sam')).toContainText(/Ejected.* banned until/)
    await expect(view.outcomeOf('Sam')).toBeInViewport()
    await expectNoSidewaysScroll(page)
  })
}

test('on a phone filters scroll in a row of their own, and are large enough to press', async ({
  as,
  sandbox,
  room,
}) => {
  const page = await as('moderator', SCREENS[0][1])
  const view = roomPage(page)
  await sandbox.joinMany(room, [{ userName: 'Sam' }, { userName: 'Mia', userId: 'u-1' }])
  await view.open(room)
  await page.getByRole('button', { name: 'Banned here' }).scrollIntoViewIfNeeded()
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'No user ID' }).tap()
  await expect(view.row('Mia')).toBeHidden()
  await page.getByRole('button', { name: 'Pick all 1 shown' }).tap()
  await expect(view.pick('Sam')).toBeChecked()
  const filters = await page.getByRole('group', { name: 'Filters' }).getByRole('button').all()
  for (const button of [...filters, page.getByRole('button', { name: 'Unpick all shown' })])
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
})

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog, main, aside')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} in ${clientWidth}`),
  )
  expect(overflow).toEqual([])
}
