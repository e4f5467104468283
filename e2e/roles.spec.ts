import { ejectByPointer, ejectsOf, expect, joinAll, newRoomName, roomPage, test } from './fixtures.ts'

test('support ejects but cannot ban, and reads why', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(await as('support'))
  await view.open(room)
  await expect(view.ban).toBeDisabled()
  await expect(view.decision).toContainText('Bans are for moderators and admins.')
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
})

test('a viewer sees who is here and can eject nobody', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const page = await as('viewer')
  const view = roomPage(page)
  await view.open(room)
  await expect(view.row('Sam')).toBeVisible()
  await expect(view.decision).toContainText('You may look, not eject, in this room.')
  await expect(view.pick('Sam')).toBeDisabled()
  await expect(view.ids).toBeDisabled()
  await expect(view.eject(/^Eject/)).toBeDisabled()
  await view.pick('Sam').press(' ')
  await page.keyboard.press('e')
  await expect(view.dialog).toBeHidden()
  await expect(view.decision).toContainText('nobody picked')
  expect(await ejectsOf(sandbox, room)).toEqual([])
})

test('a moderator of other rooms is told that this is not theirs, and by whom it is decided', async ({
  as,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const page = await as('elsewhere')
  await page.goto(`/rooms/${room}`)
  await expect(page.getByText(`${room} is not among your rooms`)).toBeVisible()
  await expect(page.getByText('An admin decides which rooms you look after.')).toBeVisible()
  await expect(page.getByText('Sam')).toBeHidden()
})

test('a moderator of some rooms works in those and sees no others', async ({ as, sandbox, room }) => {
  const own = newRoomName('elsewhere')
  await sandbox.createRoom({ name: own, privacy: 'private' })
  await joinAll(sandbox, own, ['Mia'])
  await joinAll(sandbox, room, ['Sam'])
  const page = await as('elsewhere')
  await page.goto('/')
  const rooms = page.getByRole('table', { name: 'Rooms' })
  await rooms.getByRole('link', { name: own }).click()
  const view = roomPage(page)
  await ejectByPointer(view, ['Mia'])
  await expect(view.outcomeOf('Mia')).toContainText('Ejected')

  await page.goto('/')
  await expect(page.getByRole('link', { name: room })).toBeHidden()
})
