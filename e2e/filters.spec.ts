import type { Page } from '@playwright/test'
import { ejectByPointer, ejectsOf, expect, joinAll, roomPage, test } from './fixtures.ts'

const LONG_AGO_MS = 600_000
const CYRILLIC_A = '\u0430'

function filterOf(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true })
}

function picksOf(page: Page) {
  return page.getByRole('checkbox', { name: /^Pick (?!all)/ })
}

test('filters say how many they show, and narrow together with each other and the search', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const joinedAt = Date.now() - LONG_AGO_MS
  await sandbox.joinMany(room, [
    { userName: 'Sam', userId: 'u-1', joinedAt },
    { userName: `S${CYRILLIC_A}m`, joinedAt },
    { userName: 'Mia', joinedAt },
    { userName: 'Jo', userId: 'u-4' },
  ])
  const view = roomPage(page)
  await view.open(room)
  const counts = { 'New in the last minute': 1, 'No user ID': 2, 'Look-alike names': 2, 'Banned here': 0 }
  for (const [name, count] of Object.entries(counts))
    await expect(filterOf(page, name)).toHaveAccessibleDescription(`${count} in the list`)

  await filterOf(page, 'Look-alike names').click()
  await expect(filterOf(page, 'Look-alike names')).toHaveAttribute('aria-pressed', 'true')
  await expect(picksOf(page)).toHaveCount(2)
  await filterOf(page, 'No user ID').click()
  await expect(picksOf(page)).toHaveCount(1)
  await view.search.fill('mia')
  await expect(page.getByText('Nobody matches the search')).toBeVisible()
  await filterOf(page, 'Look-alike names').click()
  await expect(view.row('Mia')).toBeVisible()
  await view.search.fill('')
  await filterOf(page, 'No user ID').click()
  await filterOf(page, 'New in the last minute').click()
  await expect(view.row('Jo')).toBeVisible()
  await expect(picksOf(page)).toHaveCount(1)
})

test('who was ejected before or is banned here is found by filter', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Kay', 'Mia', 'Jo'])
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Kay'])
  await expect(view.outcomeOf('Kay')).toContainText('gone within')
  await joinAll(sandbox, room, ['Kay'])
  await filterOf(page, 'Previously ejected').click()
  await expect(view.row('ejected 1×')).toBeVisible()
  await expect(filterOf(page, 'Previously ejected')).toHaveAccessibleDescription('1 in the list')
  await filterOf(page, 'Previously ejected').click()

  await view.pick('Mia').check()
  await view.ban.check()
  await view.eject('Eject and ban 1').click()
  await view.confirm('Eject and ban 1').click()
  await expect(view.outcomeOf('Mia')).toContainText('gone within')
  await filterOf(page, 'Banned here').click()
  await expect(view.row('Mia')).toContainText('banned here')
  await expect(view.row('Jo')).toBeHidden()
})

test('picking all shown takes nobody hidden, and the picked who are hidden stay counted and named', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [ana = '', , cleo = ''] = await joinAll(sandbox, room, ['Ana', 'Ben', 'Cleo', 'Anabel'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Cleo').check()
  await view.search.fill('ana')
  await expect(view.decision).toContainText('1 person, 1 of them not shown')
  await page.getByRole('button', { name: 'Pick all 2 shown' }).click()
  await expect(view.decision).toContainText('3 people, 1 of them not shown')
  await expect(view.decision.getByRole('list', { name: 'Picked people' })).toContainText('Cleo')
  await view.search.fill('')
  await expect(view.pick('Ben')).not.toBeChecked()
  await expect(view.pick('Cleo')).toBeChecked()

  await view.search.fill('anabel')
  await page.getByRole('button', { name: 'Unpick all shown' }).click()
  await expect(view.decision).toContainText('2 people, 2 of them not shown')
  await view.eject('Eject 2').click()
  await view.confirm('Eject 2').click()
  await expect(view.outcomeOf('Cleo')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [cleo, ana], ban: false }])
})

test('somebody who changed their name or looks like another is marked and told apart by ID', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const joinedAt = Date.now() - LONG_AGO_MS
  const [sam = '', twin = '', kim = ''] = await sandbox.joinMany(room, [
    { userName: 'Sam', userId: 'u-1', joinedAt },
    { userName: `s${CYRILLIC_A}m`, userId: 'u-2', joinedAt },
    { userName: 'Kim', userId: 'u-3', joinedAt },
  ])
  const view = roomPage(page)
  await view.open(room)
  for (const id of [sam, twin]) await expect(view.row(id.slice(0, 8))).toContainText('look-alike, joined')
  await expect(view.pick(`Sam ${sam.slice(0, 8)}`)).toBeVisible()
  await expect(view.row('Kim')).not.toContainText('look-alike')

  await sandbox.join(room, { id: kim, userName: 'Alex', userId: 'u-3', joinedAt })
  await expect(view.row('Alex')).toContainText('name changed, was: \u2068Kim\u2069')
  await view.search.fill('kim')
  await expect(view.row('Alex')).toBeVisible()
})

test('a filter loses nobody while somebody is picked', async ({ asModerator: page, sandbox, room }) => {
  const [, twin = ''] = await sandbox.joinMany(room, [
    { userName: 'Sam', userId: 'u-1' },
    { userName: 'SAM', userId: 'u-2' },
    { userName: 'Mia', userId: 'u-3' },
  ])
  const view = roomPage(page)
  await view.open(room)
  await filterOf(page, 'Look-alike names').click()
  await picksOf(page).first().check()
  await sandbox.leave(twin)
  await expect(view.row(twin.slice(0, 8))).toContainText('left')
  await expect(picksOf(page)).toHaveCount(2)
})

test('filters, all of them picked, and the dialog by keyboard alone', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const joinedAt = Date.now() - LONG_AGO_MS
  await sandbox.joinMany(room, [
    { userName: 'Sam', joinedAt },
    { userName: 'Mia', joinedAt },
    { userName: 'Jo', userId: 'u-1', joinedAt },
  ])
  const view = roomPage(page)
  const { keyboard } = page
  await view.open(room)
  await expect(view.row('Jo')).toBeVisible()
  await keyboard.press('/')
  await keyboard.press('Tab')
  await expect(filterOf(page, 'New in the last minute')).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press(' ')
  await expect(picksOf(page)).toHaveCount(2)
  await keyboard.press('a')
  await expect(view.decision).toContainText('2 people')
  await keyboard.press('e')
  await expect(view.confirm('Eject 2')).toBeFocused()
  await keyboard.press('a')
  await keyboard.press('Escape')
  await expect(filterOf(page, 'No user ID')).toBeFocused()
  await keyboard.press('a')
  await expect(view.decision).toContainText('nobody picked')
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('who comes and goes is told politely, in one sentence', async ({ asModerator: page, sandbox, room }) => {
  const [ana = ''] = await joinAll(sandbox, room, ['Ana', 'Ben'])
  const view = roomPage(page)
  await view.open(room)
  for (const name of ['Ana', 'Ben']) await expect(view.row(name)).toBeVisible()
  await view.open(room)
  await joinAll(sandbox, room, ['Cleo', 'Dan'])
  await sandbox.leave(ana)
  await expect(page.locator('[aria-live="polite"]')).toHaveText(/^2 joined, 1 left$/, { timeout: 20_000 })
})

test('somebody like an ejected one who comes soon after is marked as a possible return, and R picks them', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await sandbox.join(room, { userName: `S${CYRILLIC_A}m` })
  const mark = view.row('possible return')
  await expect(mark).toContainText('a look-alike name, no user ID, joined within 5 min of the eject')
  await expect(filterOf(page, 'Possible returns')).toHaveAccessibleDescription('1 in the list')

  await page.keyboard.press('r')
  await expect(view.eject('Eject 1')).toBeEnabled()
  await expect(view.pick('Mia')).not.toBeChecked()
  await expect(mark.getByRole('checkbox')).toBeChecked()
})
