import type { Page } from '@playwright/test'
import { ejectByPointer, ejectsOf, expect, joinAll, roomPage, test } from './fixtures.ts'
import { emailOf, PASSWORD } from './support/team.ts'

const isAction = (headers: Record<string, string>) => headers['next-action'] !== undefined

test('a page of an older build says that it is out of date, keeps what was typed, and works after a reload', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/409 \(Conflict\)/)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.reason.fill('shouting')
  await page.route('**/rooms/*', (route) => {
    const headers = route.request().headers()
    return route.continue(
      isAction(headers) ? { headers: { ...headers, 'next-action': `7f${'0'.repeat(40)}` } } : {},
    )
  })
  await ejectByPointer(view, ['Sam'])
  await expect(view.problem).toContainText('This page is out of date. Nothing was done.')
  expect(await ejectsOf(sandbox, room)).toEqual([])

  await page.unroute('**/rooms/*')
  await view.problem.getByRole('button', { name: 'Reload' }).click()
  await expect(view.dialog).toBeHidden()
  await expect(view.reason).toHaveValue('shouting')
  await expect(view.pick('Sam')).toBeChecked()
  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('signed out in the middle: nothing is lost, and after signing in elsewhere the same press works once', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/401 \(Unauthorized\)/)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.reason.fill('shouting')
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('1 call to Daily')
  await page.context().clearCookies()
  await view.confirm('Eject 1').click()
  await expect(view.problem).toContainText('You are signed out. Nothing was done.')
  await expect(view.dialog).toContainText('shouting')
  expect(await ejectsOf(sandbox, room)).toEqual([])

  const opening = page.context().waitForEvent('page')
  await view.problem.getByRole('link', { name: 'Sign in' }).click()
  await signIn(await opening)
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('without a network nothing is lost, and the same dialog confirmed again is one decision', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/ERR_INTERNET_DISCONNECTED/)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('1 call to Daily')
  await page.context().setOffline(true)
  await view.confirm('Eject 1').click()
  await expect(view.problem).toContainText('The server could not be reached.')
  await page.context().setOffline(false)
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
  await expectOneDecision(page)
})

test('an answer lost on its way: pressing again finds the decision that was made', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/ERR_FAILED|ERR_CONNECTION/)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  let lost = 0
  await page.route('**/rooms/*', async (route) => {
    if (!isAction(route.request().headers()) || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await ejectByPointer(view, ['Sam'])
  await expect(view.problem).toContainText('the same confirmation is never carried out twice')
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
  await expectOneDecision(page)
})

test('confirmed long after an answer was lost, the same is a new decision: the person may be back', async ({
  asModerator: page,
  sandbox,
  room,
  expectErrors,
}) => {
  expectErrors(/ERR_FAILED/)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.ids.fill('u-sam')
  await page.route('**/rooms/*', async (route) => {
    if (!isAction(route.request().headers())) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await expect(view.problem).toBeVisible()
  await page.unroute('**/rooms/*')
  await view.cancel.click()
  await joinAll(sandbox, room, ['Sam'])
  await page.clock.setSystemTime(Date.now() + 600_000)
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('1 call to Daily')
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(2)
  expect(await sandbox.people(room)).toHaveLength(1)
})

test('what the server could not store is told with a reference; nothing is lost from the page', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await view.open(room)
  await view.reason.fill('shouting')
  const message = 'The database cannot be reached, so nothing could be stored (reference 1a2b3c4d).'
  const failure = JSON.stringify({ ok: false, code: 'database_unavailable', message })
  await page.route('**/rooms/*', async (route) => {
    if (!isAction(route.request().headers())) return route.continue()
    const refused = await route.fetch({ postData: '[{}]' })
    const body = (await refused.text()).replace(/\{"ok":false.*\}/, failure)
    return route.fulfill({ response: refused, body })
  })
  await ejectByPointer(view, ['Sam'])
  await expect(view.problem).toHaveText(message)
  await view.cancel.click()
  await expect(view.reason).toHaveValue('shouting')
  await expect(view.pick('Sam')).toBeChecked()
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

for (const [fault, answer] of [
  ['a proxy’s error page', { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }],
  ['an empty answer', { status: 200, contentType: 'text/x-component', body: '' }],
] as const) {
  test(`${fault} instead of the server’s answer is told in plain words`, async ({
    asModerator: page,
    sandbox,
    room,
    expectErrors,
  }) => {
    expectErrors(/502 \(Bad Gateway\)/)
    await joinAll(sandbox, room, ['Sam'])
    const view = roomPage(page)
    await view.open(room)
    await page.route('**/rooms/*', (route) =>
      isAction(route.request().headers()) ? route.fulfill(answer) : route.continue(),
    )
    await ejectByPointer(view, ['Sam'])
    await expect(view.problem).toContainText('It is not known whether the decision arrived.')
    await expect(view.problem).not.toContainText(/gateway|<|JSON|undefined/i)
    await view.cancel.click()
    await expect(view.pick('Sam')).toBeChecked()
  })
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(emailOf('moderator'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
}

async function expectOneDecision(page: Page): Promise<void> {
  await page.reload()
  await expect(roomPage(page).recent.getByRole('listitem')).toHaveCount(1)
}
