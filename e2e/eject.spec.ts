import { ejectByPointer, ejectsOf, expect, joinAll, roomPage, test, toUserId } from './fixtures.ts'

test('a moderator comes from the overview to a room and sees who is in it', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search rooms' }).fill(room)
  await page.getByRole('table', { name: 'Rooms' }).getByRole('link', { name: room }).click()

  await expect(page.getByRole('heading', { name: room })).toBeVisible()
  await expect(page).toHaveTitle(new RegExp(room))
  const { row } = roomPage(page)
  await expect(row('Sam')).toContainText(toUserId('Sam'))
  await expect(row('Mia')).toContainText(toUserId('Mia'))
})

test('what an eject will do stands in plain sentences before it is done', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await expect(view.decision).toContainText(`Ejects 1 from ${room} now.`)
  await expect(view.decision).toContainText('No ban: they can come back at once.')
  await view.ban.check()
  await expect(view.decision).toContainText(`Bans 1 from ${room} for 7 days: Sam.`)
  await view.eject('Eject and ban 1').click()

  await expect(view.dialog).toContainText('Nothing has been sent yet.')
  await expect(view.dialog).toContainText(toUserId('Sam'))
  await expect(view.dialog).toContainText('1 call to Daily')
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('the button stands still while the sentences above it are fetched', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await sandbox.changeRoom(room, { privacy: 'public' })
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  let release = () => {}
  await page.route('**/pre-flight', async (route) => {
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return route.continue()
  })
  for (const [box, press, sentence] of [
    [view.pick('Sam'), 'Eject 1', 'No ban: they can come back at once.'],
    [view.ban, 'Eject and ban 1', 'for 7 days: Sam.'],
  ] as const) {
    const asked = page.waitForRequest('**/pre-flight')
    await box.check()
    await expect(view.decision).toContainText('Checking what an eject will do…')
    await asked
    const before = await view.eject(press).boundingBox()
    release()
    await expect(view.decision).toContainText(sentence)
    expect(await view.eject(press).boundingBox()).toEqual(before)
  }
})

test('who is picked is ejected, and the result tells it and then that they are gone', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])

  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.result).toContainText(/gone within \d+ s/)
  await expect(view.row('Sam')).toContainText('ejected')
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [sam], ban: false }])
  expect((await sandbox.people(room)).map(({ userName }) => userName)).toEqual(['Mia'])
})

test('each person of a decision has an outcome of their own', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.ids.fill('u-nobody')
  await view.eject('Eject 2').click()
  await view.confirm('Eject 2').click()

  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.outcomeOf('u-nobody')).toContainText('Not in the room')
  await expect(view.result).toContainText('1 ejected, 1 not in the room')
})

test('an eject with ban keeps the user ID out, until the ban is undone', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.ban.check()
  await view.eject('Eject and ban 1').click()
  await view.confirm('Eject and ban 1').click()

  await expect(view.outcomeOf('Sam')).toContainText(/Ejected.* banned until/)
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [sam], user_ids: [toUserId('Sam')], ban: true }])
  expect(await sandbox.bans(room)).toEqual([{ room, userId: toUserId('Sam') }])

  await view.result.getByRole('button', { name: 'Undo ban' }).click()
  await expect(view.outcomeOf('Sam')).toContainText('ban lifted')
  await expect(view.result).toContainText('Daily cannot be told so')
  await expect(view.result.getByRole('button', { name: 'Undo ban' })).toBeHidden()
})

test('the ban switch is off at the start and after every decision', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await expect(view.ban).not.toBeChecked()
  await view.pick('Sam').check()
  await view.ban.check()
  await view.eject('Eject and ban 1').click()
  await view.confirm('Eject and ban 1').click()
  await expect(view.result).toBeVisible()
  await expect(view.ban).not.toBeChecked()
  await page.reload()
  await expect(view.ban).not.toBeChecked()
})

test('the result is of this page view alone; after a reload the decision stands among the recent ones', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await expect(view.result).toBeHidden()
  await expect(view.recent).toContainText('None in this room yet')
  await ejectByPointer(view, ['Sam'])
  await expect(view.result).toBeVisible()

  await page.reload()
  await expect(view.recent).toContainText(/You\s*eject 1/)
  await expect(view.recent).toContainText('1 ejected')
  await expect(view.result).toBeHidden()
  await view.recent.getByText('eject 1').click()
  await expect(view.recent.getByRole('listitem').filter({ hasText: 'Sam' }).first()).toContainText('Ejected')
})
