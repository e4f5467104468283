import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Download, Page } from '@playwright/test'
import { ejectByPointer, expect, joinAll, roomPage, test } from './fixtures.ts'

const events = (page: Page) =>
  page.getByRole('table', { name: 'Audit events, newest first' }).locator('tbody tr')
const filter = (page: Page) => page.getByRole('search')
const show = (page: Page) => filter(page).getByRole('button', { name: 'Show' }).click()

async function exported(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  const download: Download = await downloading
  return readFileSync(await download.path(), 'utf8')
}

test('who did what to whom is found by name, ID, kind and day, at an address that a colleague can open', async ({
  as,
  asModerator,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(asModerator)
  await view.open(room)
  await view.reason.fill('Shop links again.')
  await ejectByPointer(view, ['Sam'])
  await expect(view.result.getByText('Ejected', { exact: true })).toBeVisible()

  const page = await as('admin')
  await page.goto('/audit')
  await filter(page).getByRole('searchbox', { name: 'Room, exactly' }).fill(room)
  await filter(page).getByRole('combobox', { name: 'Who' }).fill('Ada Moreau')
  await filter(page).getByRole('searchbox', { name: 'User or participant ID' }).fill('u-sam')
  await filter(page).getByRole('combobox', { name: 'What' }).selectOption('Ejects')
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date())
  await filter(page).getByLabel('From').fill(today)
  await filter(page).getByLabel('Until').fill(today)
  await show(page)
  await expect(page).toHaveURL(/person=u-sam/)
  await expect(page).toHaveURL(/zone=Europe%2FBerlin/)
  await expect(events(page).filter({ hasText: 'asked to eject 1' })).toContainText('“Shop links again.”')
  for (const event of await events(page).all()) await expect(event).toContainText('u-sam')

  const colleague = await as('admin', { timezoneId: 'Asia/Kolkata' })
  await colleague.goto(page.url())
  await expect(events(colleague)).toHaveCount(await events(page).count())
  await expect(colleague.getByText('Days in Europe/Berlin')).toBeVisible()
  await expect(filter(colleague).getByRole('combobox', { name: 'Who' })).toHaveValue('Ada Moreau')
  await show(colleague)
  await expect(colleague).toHaveURL(/zone=Europe%2FBerlin/)

  await filter(page).getByRole('combobox', { name: 'What' }).selectOption('Bans')
  await show(page)
  await expect(page.getByText('Nothing on record fits')).toBeVisible()
  await page.getByRole('link', { name: 'Show the whole record' }).click()
  await expect(events(page).first()).toBeVisible()
})

test('what is found is exported as CSV and JSON Lines, and the export is on record', async ({
  as,
  asModerator,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['=Sam', 'Mia'])
  const view = roomPage(asModerator)
  await view.open(room)
  await view.reason.fill('=cmd|x')
  await ejectByPointer(view, ['=Sam'])
  await expect(view.result.getByText('Ejected', { exact: true })).toBeVisible()

  const page = await as('admin')
  await page.goto(`/audit?room=${room}&person=u-%3Dsam&group=ejects`)
  const csv = await exported(page, 'Export CSV')
  const [heading, ...lines] = csv.trim().split('\r\n')
  expect(heading).toContain('"seq","at","actor_kind"')
  expect(heading).toContain('"previous_hash","hash"')
  expect(lines[0]).toContain('Ada Moreau')
  expect(lines[0]).toContain(`"${room}"`)
  expect(lines[0]).toContain(`"'=cmd|x'"`)
  expect(lines[0]).toContain(`"'=Sam'"`)
  const jsonLines = await exported(page, 'Export JSON Lines')
  const [first] = jsonLines.split('\n')
  const event = JSON.parse(first ?? '')
  expect(event).toMatchObject({ actor: 'Ada Moreau', room, verb: 'participant.eject', result: 'asked' })
  expect(event.subjects[0].personal).toMatchObject({ userId: 'u-=sam', name: '=Sam' })
  expect(event.hash).toMatch(/^[0-9a-f]{64}$/)

  await page.goto(`/audit?room=${room}&group=exports`)
  await expect(events(page)).toHaveCount(2)
  await expect(events(page).first()).toContainText('exported the record as JSON Lines, narrowed down')
})

test('a moderator finds and exports only what happened in their rooms; others get no export', async ({
  as,
  asModerator,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(asModerator)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.result.getByText('Ejected', { exact: true })).toBeVisible()

  const elsewhere = await as('elsewhere')
  await elsewhere.goto('/audit?person=u-sam')
  await expect(elsewhere.getByText('Nothing on record fits')).toBeVisible()
  expect(await exported(elsewhere, 'Export JSON Lines')).toBe('')
  await elsewhere.goto(`/audit?room=${room}`)
  await expect(elsewhere.getByText('is not among your rooms')).toBeVisible()
  await expect(elsewhere.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  const support = await as('support')
  await support.goto('/')
  expect((await support.request.get('/api/audit/export?format=csv')).status()).toBe(403)
})

test('what cannot be looked for is said, and what was typed stays', async ({ as }) => {
  const page = await as('admin')
  await page.goto('/audit?since=2026-11-27&until=2026-11-26&who=Ada')
  await expect(filter(page).getByRole('alert')).toContainText('The first day is after the last.')
  await expect(filter(page).getByLabel('From')).toHaveValue('2026-11-27')
  await expect(filter(page).getByRole('combobox', { name: 'Who' })).toHaveValue('Ada')
  await page.goto('/audit?room=a/b')
  await expect(filter(page).getByRole('alert')).toContainText('Room names have only letters')
  await expect(filter(page).getByRole('searchbox', { name: 'Room, exactly' })).toHaveValue('a/b')
  await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
})

test('the filters need no script, are named for everybody, and fit a phone', async ({ as }) => {
  const page = await as('admin', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await page.goto('/audit')
  await filter(page).getByRole('combobox', { name: 'What' }).selectOption('Sign-ins and operators')
  await show(page)
  await expect(page).toHaveURL(/group=access/)
  await expect(events(page).filter({ hasText: 'signed in' }).first()).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    const seen = await as('admin', { colorScheme, viewport: { width: 320, height: 700 } })
    await seen.goto('/audit?who=Ada&since=2026-11-01')
    await expect(seen.getByRole('heading', { level: 1 })).toBeVisible()
    const { violations } = await new AxeBuilder({ page: seen }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    expect(
      await seen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  }
})
