import { ejectsOf, expect, joinAll, roomPage, test, toUserId } from './fixtures.ts'

test('an eject alone lets the person come back; nothing is remembered against them', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('No ban: they can come back at once.')
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  await expect(view.result).not.toContainText(/\bban/i)
  expect(await sandbox.bans(room)).toEqual([])
  expect(await sandbox.tryJoin(room, { userName: 'Sam', userId: toUserId('Sam') })).toMatchObject({
    joined: true,
  })
})

test('somebody without a user ID is ejected, and cannot be banned: before and after, and why', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const guest = await sandbox.join(room, { userName: 'Guest' })
  await joinAll(sandbox, room, ['Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Guest').check()
  await view.ban.check()
  await expect(view.decision).toContainText('Guest cannot be banned: no user ID.')
  await view.eject('Eject and ban 1').click()
  await expect(view.dialog).toContainText('Cannot be banned: no user ID')
  await expect(view.dialog).toContainText('Bans 0')
  await view.confirm('Eject and ban 1').click()

  await expect(view.outcomeOf('Guest')).toContainText('Ejected')
  await expect(view.outcomeOf('Guest')).toContainText('no ban: no user ID')
  await expect(view.result.getByRole('button', { name: 'Undo ban' })).toBeHidden()
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [guest], ban: true }])
  expect(await sandbox.bans(room)).toEqual([])
})

test('a ban on somebody who has just left is stored, and holds when they return', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam = ''] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await sandbox.leave(sam)
  await expect(view.decision.getByRole('list', { name: 'Picked people' })).toContainText('left')
  await view.ban.check()
  await view.eject('Eject and ban 1').click()
  await expect(view.dialog).toContainText(/Left \d+ s ago/)
  await view.confirm('Eject and ban 1').click()

  await expect(view.outcomeOf('Sam')).toContainText(/Not in the room.* ban stored until/)
  await sandbox.forgetBans(room)
  await sandbox.join(room, { userName: 'Sam again', userId: toUserId('Sam') })
  await expect.poll(() => sandbox.people(room)).toMatchObject([{ userName: 'Mia' }])
})

test('people who look the same are told apart by ID and time, and only the chosen one is sent', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [firstSam = '', secondSam = ''] = await sandbox.joinMany(room, [
    { userName: 'Sam', userId: 'u-1', joinedAt: Date.now() - 600_000 },
    { userName: 'Sam', userId: 'u-2' },
    { userName: '', joinedAt: Date.now() - 300_000 },
    { userName: ' \u200b', joinedAt: Date.now() - 120_000 },
    {},
  ])
  const view = roomPage(page)
  await view.open(room)
  await expect(view.row('(no name)')).toHaveCount(3)
  await expect(view.list.getByRole('checkbox', { name: /^Pick \(no name\) [0-9a-f]{8}$/ })).toHaveCount(3)
  await expect(view.row(firstSam.slice(0, 8))).toContainText('10 min')
  await view.pick(`Sam ${secondSam.slice(0, 8)}`).check()
  await view.eject('Eject 1').click()

  await expect(view.dialog).toContainText(secondSam.slice(0, 8))
  await expect(view.dialog).toContainText(`Another Sam stays in the room: ${firstSam.slice(0, 8)}`)
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf(secondSam.slice(0, 8))).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [secondSam], ban: false }])
})

test('the one picked stays the one picked, whoever comes, however the list is sorted', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [, , third = ''] = await joinAll(sandbox, room, ['Ana', 'Ben', 'Cleo', 'Dan'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Cleo').check()
  await joinAll(sandbox, room, ['Eve', 'Finn'])
  await page.getByRole('button', { name: '2 joined' }).click()
  await expect(view.list.getByRole('row').nth(1)).toContainText(/Eve|Finn/)
  await expect(view.pick('Cleo')).toBeChecked()
  await expect(view.list.getByRole('checkbox', { checked: true })).toHaveCount(1)

  await view.eject('Eject 1').click()
  await expect(view.dialog.getByRole('row').nth(1)).toContainText('Cleo')
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Cleo')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [third], ban: false }])
})

test('nobody moves in the list while somebody is picked; newcomers wait', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Ana', 'Ben'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Ana').check()
  const names = () =>
    view.list
      .getByRole('row')
      .getByRole('checkbox')
      .evaluateAll((boxes) => boxes.map((box) => box.ariaLabel))
  const before = await names()
  await joinAll(sandbox, room, ['Cleo'])
  await expect(page.getByRole('button', { name: '1 joined' })).toBeVisible()
  expect(await names()).toEqual(before)
})

test('whoever leaves while the dialog is open is said to have left, and is still the one named', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const [sam = ''] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  const view = roomPage(page)
  await view.open(room)
  await view.pick('Sam').check()
  await view.eject('Eject 1').click()
  await expect(view.dialog).toContainText('1 call to Daily')
  await sandbox.leave(sam)
  await expect(view.dialog.getByRole('row', { name: 'Sam' })).toContainText(/Left \d+ s ago/)
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Not in the room')
  expect(await ejectsOf(sandbox, room)).toEqual([{ ids: [sam], ban: false }])
})
