import { ejectByPointer, expect, joinAll, roomPage, test } from './fixtures.ts'

test('who decides on somebody is shown to colleagues, in the list and in their dialog', async ({
  as,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const ada = roomPage(await as('moderator'))
  const rafael = roomPage(await as('colleague'))
  await rafael.open(room)
  await ada.open(room)
  await ada.pick('Sam').check()
  await ada.eject('Eject 1').click()
  await expect(rafael.row('Sam')).toContainText('Ada Moreau is deciding')
  await expect(rafael.row('Mia')).not.toContainText('is deciding')

  await rafael.pick('Sam').check()
  await rafael.eject('Eject 1').click()
  await expect(rafael.dialog).toContainText('Ada Moreau is deciding on Sam at this moment.')
})

test('an eject under way by a colleague is shown, and the person cannot be picked meanwhile', async ({
  as,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addFault({ kind: 'slow', room, route: 'eject', delayMs: 6_000 })
  const ada = roomPage(await as('moderator'))
  const rafael = roomPage(await as('colleague'))
  await rafael.open(room)
  await ada.open(room)
  await ejectByPointer(ada, ['Sam'])
  await expect(rafael.row('Sam')).toContainText('ejecting, by Ada Moreau')
  await expect(rafael.pick('Sam')).toBeDisabled()
  await rafael.pick('Sam').press(' ')
  await expect(rafael.pick('Sam')).not.toBeChecked()
  await expect(rafael.recent).toContainText(/Ada Moreau\s*eject 1/)
  await expect(rafael.row('Sam')).toContainText(/ejected|leaving/)
})

test('what a colleague decided stands among the recent decisions, without an Undo that is not theirs', async ({
  as,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const ada = roomPage(await as('moderator'))
  await ada.open(room)
  await ada.pick('Sam').check()
  await ada.ban.check()
  await ada.eject('Eject and ban 1').click()
  await ada.confirm('Eject and ban 1').click()
  await expect(ada.result.getByRole('button', { name: 'Undo ban' })).toBeVisible()

  const rafael = roomPage(await as('colleague'))
  await rafael.open(room)
  await rafael.recent.getByText('eject and ban 1').click()
  await expect(rafael.recent.getByRole('listitem').filter({ hasText: 'Sam' }).last()).toContainText(
    'banned until',
  )
  await expect(rafael.recent.getByRole('button', { name: 'Undo ban' })).toBeHidden()
})
