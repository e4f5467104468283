import { ejectByPointer, ejectsOf, expect, joinAll, roomPage, test } from './fixtures.ts'

test('somebody ejected whom Daily lists a while longer is leaving, cannot be picked, then is gone', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam = ''] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addGhosts({ room, sessionId: sam, ms: 8_000 })
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.row('Sam')).toContainText('leaving…')
  await expect(view.pick('Sam')).toBeDisabled()
  await view.pick('Sam').press(' ')
  await expect(view.pick('Sam')).not.toBeChecked()
  await expect(view.decision).toContainText('nobody picked')

  await expect(view.outcomeOf('Sam')).toContainText(/gone within \d+ s/, { timeout: 20_000 })
  await expect(view.row('Sam')).not.toContainText('leaving…')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('somebody whom Daily still lists after the grace time is called still there, and can be tried again', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam = ''] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addGhosts({ room, sessionId: sam, ms: 120_000 })
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.outcomeOf('Sam')).toContainText(/still there after \d+ s/, { timeout: 45_000 })
  await expect(view.row('Sam')).toContainText('still in the room')
  await view.result.getByRole('button', { name: 'Retry 1' }).click()
  await view.confirm('Eject 1').click()
  await expect.poll(() => ejectsOf(sandbox, room)).toHaveLength(2)
  expect(await ejectsOf(sandbox, room)).toEqual([
    { ids: [sam], ban: false },
    { ids: [sam], ban: false },
  ])
})

test('somebody ejected who comes back is said to have come back', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('gone within')
  await joinAll(sandbox, room, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText(/came back after \d+ s/)
})
