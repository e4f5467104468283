import type { Page } from '@playwright/test'
import { ejectByPointer, ejectsOf, expect, joinAll, roomPage, test } from './fixtures.ts'

test('a double click on Eject opens the dialog and confirms nothing', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').dblclick()
  await expect(view.dialog).toContainText('1 call to Daily')
  await expect(view.result).toBeHidden()
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('a double click on the confirmation is one decision', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('1 call to Daily')
  await view.confirm('Eject 1').dblclick()
  await expectOneDecision(page, view.outcomeOf('Sam'))
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('a click and Enter at once are one decision', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addFault({ kind: 'slow', room, route: 'eject', delayMs: 500 })
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expectOneDecision(page, view.outcomeOf('Sam'))
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('Enter held down opens the dialog and goes no further; pressed anew it confirms once', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').focus()
  await page.keyboard.down('Enter')
  await expect(view.dialog).toContainText('1 call to Daily')
  for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(view.dialog).toBeVisible()
  expect(await ejectsOf(sandbox, room)).toEqual([])

  for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expectOneDecision(page, view.outcomeOf('Sam'))
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('Enter in the reason or among the IDs ejects nobody', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await view.ids.fill('u-sam')
  await view.ids.press('Enter')
  await view.reason.fill('spam')
  await view.reason.press('Enter')
  await view.reason.press('Control+Enter')
  await view.reason.pressSequentially('eb')
  await expect(view.reason).toHaveValue(/^spam\n+eb$/)
  await expect(view.eject('Eject 1')).toBeEnabled()
  await expect(view.dialog).toBeHidden()
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('the same confirmation sent twice is answered with the first decision', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  const sent = page.waitForRequest((request) => request.headers()['next-action'] !== undefined)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  const request = await sent
  const again = await page.request.post(request.url(), {
    headers: await request.allHeaders(),
    data: request.postDataBuffer() ?? '',
  })
  expect(await again.text()).toContain('"ok":true')
  await page.reload()
  await expect(view.recent.getByRole('listitem')).toHaveCount(1)
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('two tabs are two decisions; the second finds nobody in the room', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const first = await as('moderator')
  const second = await first.context().newPage()
  const views = [roomPage(first), roomPage(second)]
  for (const view of views) {
    await view.open(room)
    await view.pick('Sam').check()
    await view.eject('Eject 1').click()
    await expect(view.dialog).toContainText('1 call to Daily')
  }
  for (const view of views) await view.confirm('Eject 1').click()
  await expect(roomPage(first).outcomeOf('Sam')).toContainText('Ejected')
  await expect(roomPage(second).outcomeOf('Sam')).toContainText('Not in the room')
  expect(await ejectsOf(sandbox, room)).toHaveLength(2)
})

test('coming back to the page by the browser’s button sends nothing again', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await page.getByRole('link', { name: 'All rooms' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
  await page.goBack()
  await expect(view.recent).toContainText('1 ejected')
  await expect(view.dialog).toBeHidden()
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

async function expectOneDecision(page: Page, outcome: ReturnType<Page['getByText']>): Promise<void> {
  await expect(outcome).toContainText('Ejected')
  await page.reload()
  await expect(roomPage(page).recent.getByRole('listitem')).toHaveCount(1)
}
