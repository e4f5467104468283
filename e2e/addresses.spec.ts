import { ejectByPointer, ejectsOf, expect, joinAll, newRoomName, roomPage, test } from './fixtures.ts'

const NO_ROOMS = ['a/b', '50%', 'x.y', 'a?b#c', 'A B', 'Ünï', '<b>', "a'b", 'a\\b']

test('an address that names no possible room says so, and Daily is not asked', async ({
  asModerator: page,
  sandbox,
  expectErrors,
}) => {
  expectErrors(/404 \(Not Found\)/)
  for (const name of NO_ROOMS) {
    await page.goto(`/rooms/${encodeURIComponent(name)}`)
    await expect(page.getByText('There is no such page'), name).toBeVisible()
    await expect(page.getByRole('link', { name: 'Go to the rooms' })).toBeVisible()
  }
  const asked = (await sandbox.requests()).map(({ path }) => decodeURIComponent(path))
  expect(asked.filter((path) => NO_ROOMS.some((name) => path.includes(`/${name}`)))).toEqual([])
})

test('dots in an address lead to no room', async ({ asModerator: page, expectErrors }) => {
  expectErrors(/404 \(Not Found\)/)
  for (const path of ['/rooms/..', '/rooms/%2E%2E', '/rooms/%252E%252E']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Rooms|There is no such page)$/)
    await expect(roomPage(page).search).toBeHidden()
  }
})

test('letter case tells rooms apart', async ({ asModerator: page, sandbox }) => {
  const small = newRoomName('case').toLowerCase()
  const large = small.replace('case', 'Case')
  for (const name of [small, large]) await sandbox.createRoom({ name, privacy: 'private' })
  await joinAll(sandbox, small, ['Mia'])
  await joinAll(sandbox, large, ['Sam', 'Ana'])
  const view = roomPage(page)
  await view.open(large)
  await expect(view.row('Mia')).toBeHidden()
  await page.reload()
  await expect(page.getByRole('heading', { name: large })).toBeVisible()
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, small)).toEqual([])
  expect(await ejectsOf(sandbox, large)).toHaveLength(1)
})

test('a room that Daily does not know says so, and still takes a ban', async ({
  asModerator: page,
  sandbox,
}) => {
  const room = newRoomName('unknown')
  const view = roomPage(page)
  await view.open(room)
  await expect(page.getByText('Daily knows no room of this name.')).toBeVisible()
  await view.ids.fill('u-1')
  await view.ban.check()
  await view.eject('Eject and ban 1').click()
  await view.confirm('Eject and ban 1').click()
  await expect(view.outcomeOf('u-1')).toContainText(/Not in the room.* ban stored/)
  expect((await sandbox.requests({ route: 'eject', room })).map(({ path }) => path)).toEqual([
    `/v1/rooms/${room}/eject`,
  ])
})
