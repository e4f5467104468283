import type { FrameLocator, Page } from '@playwright/test'
import { expect, joinAll, roomPage, test } from './fixtures.ts'
import { expectNoFaults } from './support/axe.ts'
import { HOST_APP } from './support/host-app.ts'
import { makeReportLink } from './support/reporting.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

function form(page: Page | FrameLocator) {
  return {
    whom: page.getByLabel('Whom is it about?'),
    kind: (name: string) => page.getByRole('radio', { name }),
    text: page.getByLabel('What happened?'),
    send: page.getByRole('button', { name: 'Send report' }),
    problem: page.getByRole('alert'),
  }
}

/** Opens the form as soon as presence has told of somebody. */
async function openWith(page: Page, url: string, name: string): Promise<void> {
  await expect(async () => {
    await page.goto(url)
    await expect(page.getByRole('option', { name })).toBeAttached({ timeout: 100 })
  }).toPass()
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0)
}

for (const javaScriptEnabled of [true, false]) {
  test(`on a phone somebody reports, ${javaScriptEnabled ? 'with' : 'without'} script, and sees what became of it`, async ({
    as,
    sandbox,
    room,
  }) => {
    await joinAll(sandbox, room, ['Sam', 'Zoe'])
    const page = await as('stranger', { ...PHONE, javaScriptEnabled })
    const url = await makeReportLink(room, 'u-mia')
    await openWith(page, url, 'Sam')
    const { whom, kind, text, send } = form(page)
    await whom.selectOption({
      label: (await page.getByRole('option', { name: 'Sam' }).textContent()) ?? '',
    })
    await kind('Harassment').check()
    await text.fill('She shouts insults.')
    await send.tap()

    await expect(page.getByRole('heading', { name: 'Your report has arrived' })).toBeVisible()
    await expect(page.getByRole('listitem')).toContainText(/Sam: Harassment.*Waiting for the team/s)
    await page.reload()
    await expect(page.getByRole('listitem')).toHaveCount(1)

    const desk = await as('moderator')
    await desk.goto(`/reports?room=${room}`)
    await expect(desk.getByText('She shouts insults.').first()).toBeVisible()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the form, its faults, the receipt and a dead link, ${colorScheme}`, async ({
    as,
    room,
    expectErrors,
  }) => {
    expectErrors(/status of 4/)
    const page = await as('stranger', { ...PHONE, colorScheme })
    const { whom, kind, text, send, problem } = form(page)
    await page.goto(await makeReportLink(room, 'u-mia'))
    await expectNoFaults(page)
    await whom.selectOption('other')
    await page.getByRole('radio', { name: 'Earlier' }).check()
    await send.click()
    await expect(problem).toBeVisible()
    await expectNoFaults(page)
    await expectNoSidewaysScroll(page)
    await kind('Hate').check()
    await text.fill('Somebody writes slurs.')
    await page.getByLabel('How many minutes ago?').fill('5')
    await send.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your report has arrived')
    await expectNoFaults(page)
    await expectNoSidewaysScroll(page)
    await page.goto('/report?token=x')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work')
    await expectNoFaults(page)
  })
}

test('by keyboard: focus goes to what is wrong, from there to the field, and what was typed is kept', async ({
  as,
  room,
  expectErrors,
}) => {
  expectErrors(/status of 400/)
  const page = await as('stranger')
  const { kind, text, send, problem } = form(page)
  await page.goto(await makeReportLink(room, 'u-mia'))
  await kind('Privacy').focus()
  await page.keyboard.press('Space')
  await page.getByLabel('A link that shows it').fill('ftp://nowhere')
  await page.keyboard.press('Enter')

  await expect(problem).toBeFocused()
  await expect(kind('Privacy')).toBeChecked()
  await expect(page.getByLabel('A link that shows it')).toHaveValue('ftp://nowhere')
  await expect(page.getByLabel('A link that shows it')).toHaveAccessibleDescription(/begins with https/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Write what happened.' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(text).toBeFocused()
  await expect(send).toBeVisible()
})

test('a double click sends one report', async ({ as, room }) => {
  const page = await as('stranger')
  const { whom, kind, text, send } = form(page)
  await page.goto(await makeReportLink(room, 'u-mia'))
  await whom.selectOption('other')
  await kind('Spam').check()
  await text.fill('Links again and again.')
  await send.dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your report has arrived')
  await expect(page.getByRole('listitem')).toHaveCount(1)
})

async function framedBy(page: Page, origin: string, url: string): Promise<FrameLocator> {
  // The server under test is on this machine, which browsers keep from others’ pages unless they are asked.
  await page.context().grantPermissions(['local-network-access'], { origin })
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Host</title><iframe title="Report" width="400" height="800" src="${url.replaceAll('&', '&amp;')}"></iframe>`,
    }),
  )
  await page.goto(`${origin}/`)
  return page.frameLocator('iframe')
}

test('the host app shows the form in a frame, where it works without cookies', async ({ as, room }) => {
  const page = await as('stranger')
  const frame = await framedBy(page, HOST_APP, await makeReportLink(room, 'u-mia'))
  const { whom, kind, text, send } = form(frame)
  await whom.selectOption('other')
  await kind('Spam').check()
  await text.fill('Links again and again.')
  await send.click()
  await expect(frame.getByRole('heading', { name: 'Your report has arrived' })).toBeVisible()
})

test('nobody else shows it in a frame, and no other page is ever in one', async ({
  as,
  room,
  expectErrors,
}) => {
  expectErrors(/frame-ancestors|Framing|ERR_BLOCKED_BY_RESPONSE|content policy/)
  const page = await as('stranger')
  const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()))
  const stranger = await framedBy(page, 'https://evil.example', await makeReportLink(room, 'u-mia'))
  await refused
  await expect(stranger.getByRole('button', { name: 'Send report' })).toHaveCount(0)
  const other = await as('stranger')
  const signIn = await framedBy(other, HOST_APP, `${process.env.APP_URL}/sign-in`)
  await expect(signIn.getByRole('button', { name: 'Sign in' })).toHaveCount(0)
  for (const [path, framing] of [
    ['/report', null],
    ['/sign-in', 'DENY'],
    ['/reports', 'DENY'],
  ] as const) {
    const response = await fetch(process.env.APP_URL + path, { redirect: 'manual' })
    expect(response.headers.get('x-frame-options')).toBe(framing)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`frame-ancestors ${framing === null ? HOST_APP : "'none'"}`)
    expect(response.headers.get('referrer-policy')).toBe(framing === null ? 'no-referrer' : 'same-origin')
  }
})

test('the answer of the team stands on the receipt, in the reader’s language', async ({
  as,
  room,
  sandbox,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const page = await as('stranger', { locale: 'de-DE' })
  await openWith(page, await makeReportLink(room, 'u-mia'), 'Sam')
  await page.getByLabel('Um wen geht es?').selectOption({ index: 1 })
  await page.getByRole('radio', { name: 'Belästigung' }).check()
  await page.getByLabel('Was ist passiert?').fill('Sie beleidigt alle.')
  await page.getByRole('button', { name: 'Meldung senden' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihre Meldung ist angekommen')
  const id = (await page.locator('code').textContent()) ?? ''

  const desk = await as('moderator')
  await desk.goto(`/reports/${id}`)
  await desk.getByRole('button', { name: /^Claim/ }).click()
  await desk.getByRole('button', { name: /^Dismiss/ }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('Nothing was said.')
  await dialog.getByLabel('Message to the reporter').fill('Danke, wir haben zugehört.')
  await dialog.getByRole('button', { name: 'Dismiss and next' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('link', { name: 'Noch einmal nachsehen' }).click()
  await expect(page.getByRole('listitem')).toContainText('Danke, wir haben zugehört.')
})

test('an operator reports the one person picked; a viewer cannot', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Zoe'])
  const page = await as('support')
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  const report = page.getByRole('button', { name: 'Report…' })
  await view.pick('Zoe').check()
  await expect(report).toBeHidden()
  await view.pick('Zoe').uncheck()
  await report.click()
  const dialog = page.getByRole('dialog', { name: 'Report Sam?' })
  await dialog.getByLabel('What happened').fill('Posts links to everybody.')
  await dialog.getByRole('button', { name: 'Report', exact: true }).click()
  await page.getByRole('status').getByRole('link', { name: 'Reported' }).click()
  await expect(page.getByText('Posts links to everybody.').first()).toBeVisible()

  const viewer = await as('viewer')
  await viewer.goto(`/rooms/${room}`)
  await expect(viewer.getByText('You may look, not eject, in this room.')).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Report…' })).toBeHidden()
})
