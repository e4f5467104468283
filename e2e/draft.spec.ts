import { expect, joinAll, newRoomName, roomPage, test } from './fixtures.ts'

test('picks, pasted IDs, policy and reason survive a reload; the ban switch does not', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.ids.fill('u-1\nu-2')
  await view.policy.selectOption('spam')
  await view.reason.fill('shouting')
  await view.ban.check()
  await page.reload()

  await expect(view.pick('Sam')).toBeChecked()
  await expect(view.ids).toHaveValue('u-1\nu-2')
  await expect(view.policy).toHaveValue('spam')
  await expect(view.reason).toHaveValue('shouting')
  await expect(view.ban).not.toBeChecked()
  await expect(view.eject('Eject 3')).toBeEnabled()
})

test('a draft belongs to its room', async ({ asModerator: page, sandbox, room }) => {
  const other = newRoomName()
  await sandbox.createRoom({ name: other, privacy: 'private' })
  const view = roomPage(page)
  await view.open(room)
  await view.ids.fill('u-1')
  await expect(view.eject('Eject 1')).toBeEnabled()
  await view.open(other)
  await expect(view.ids).toHaveValue('')
  await view.open(room)
  await expect(view.ids).toHaveValue('u-1')
})

test('a decision empties the draft, a cancelled one keeps it', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.reason.fill('shouting')
  await view.eject('Eject 1').click()
  await view.cancel.click()
  await expect(view.reason).toHaveValue('shouting')
  await expect(view.pick('Sam')).toBeChecked()

  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.reason).toHaveValue('')
  await expect(view.decision).toContainText('nobody picked')
  await page.reload()
  await expect(view.reason).toHaveValue('')
})

test('nothing typed before the page answers is lost', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam'])
  const view = roomPage(page)
  await page.goto(`/rooms/${room}`, { waitUntil: 'commit' })
  await view.reason.fill('typed at once')
  await view.ids.fill('u-1')
  await expect(view.eject('Eject 1')).toBeEnabled()
  await expect(view.reason).toHaveValue('typed at once')
  await expect(view.ids).toHaveValue('u-1')
})
