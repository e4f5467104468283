import { ejectsOf, joinAll, expect as promptly, type RoomPage, roomPage, test } from './fixtures.ts'

/** Long lists take their time, one after the other. */
test.describe.configure({ mode: 'default', timeout: 90_000 })
const expect = promptly.configure({ timeout: 25_000 })

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`)

/** Pastes from the clipboard: typing thousands of lines takes a browser minutes. */
async function paste(view: RoomPage, text: string): Promise<void> {
  const page = view.ids.page()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await view.ids.press('ControlOrMeta+v')
}

async function ejectPasted(view: RoomPage, ids: string[]): Promise<void> {
  const words = `Eject ${ids.length.toLocaleString('en')}`
  await paste(view, ids.join('\n'))
  await view.eject(words).click()
  await expect(view.dialog).toContainText(/calls? to Daily/)
  await view.confirm(words).click()
}

test('250 pasted IDs go in calls of at most 100, and the totals add up', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const view = roomPage(page)
  const ids = numbered(250, 'user')
  await sandbox.joinMany(
    room,
    ids.slice(0, 120).map((userId) => ({ userId, userName: `Name of ${userId}` })),
  )
  await view.open(room)
  await paste(view, `${ids.join('\n')}\nuser-1, user-2\n${'x'.repeat(40)}`)
  await expect(view.decision).toContainText('253 pasted = 250 taken + 1 left out + 2 duplicates')
  await view.eject('Eject 250').click()
  await expect(view.dialog).toContainText('3 calls to Daily')
  await view.confirm('Eject 250').click()

  await expect(view.result).toContainText('120 ejected, 130 not in the room')
  const bodies = (await ejectsOf(sandbox, room)).map((body) => Object(body))
  const sizes = bodies.flatMap(({ ids: sessions = [], user_ids: users = [] }) => [
    sessions.length,
    users.length,
  ])
  expect(bodies).toHaveLength(3)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(250)
})

test('101 participant IDs and 101 user IDs in one decision reach everybody', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const view = roomPage(page)
  const people = [...numbered(101, 'p'), ...numbered(101, 'u')]
  const sessions = await sandbox.joinMany(
    room,
    people.map((userId) => ({ userId, userName: userId })),
  )
  await view.open(room)
  await ejectPasted(view, [...sessions.slice(0, 101), ...people.slice(101)])
  await expect(view.result).toContainText('202 ejected')
  for (const { body } of await sandbox.requests({ route: 'eject', room })) {
    expect(Object(body).ids?.length ?? 0).toBeLessThanOrEqual(100)
    expect(Object(body).user_ids?.length ?? 0).toBeLessThanOrEqual(100)
  }
  expect(await sandbox.people(room)).toEqual([])
})

test('3,000 IDs: progress, Stop, and Copy the rest gives exactly those not attempted', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Mia'])
  await sandbox.addFault({ kind: 'slow', room, route: 'eject', delayMs: 2_000 })
  const view = roomPage(page)
  const ids = numbered(3_000, 'user')
  await view.open(room)
  await ejectPasted(view, ids)
  await expect(view.result.getByRole('progressbar')).toBeVisible()
  await expect(view.result).toContainText(/[1-9][\d,]*00 of 3,000/)
  await view.result.getByRole('button', { name: 'Stop' }).click()
  await expect(view.result).toContainText(/\d+ not in the room, [\d,]+ not attempted/)

  const sent = (await ejectsOf(sandbox, room)).flatMap((body): string[] => Object(body).user_ids)
  await view.result.getByRole('button', { name: 'Copy the rest' }).click()
  await expect(view.result).toContainText(`${(3_000 - sent.length).toLocaleString('en')} copied`)
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n')).toEqual(ids.filter((id) => !sent.includes(id)))
})

test('whoever leaves the page while a long list runs finds it running, and done, when they come back', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  await joinAll(sandbox, room, ['Mia'])
  await sandbox.addFault({ kind: 'slow', room, route: 'eject', delayMs: 4_000 })
  const view = roomPage(page)
  await view.open(room)
  await ejectPasted(view, numbered(3_000, 'user'))
  await expect(view.result).toContainText(/[1-9][\d,]*00 of 3,000/)
  await page.goto('/')
  await view.open(room)
  await expect(view.recent).toContainText(/running, [\d,]+ of 3,000/)
  await view.recent.getByText('eject 3,000').click()
  await expect(view.recent.getByRole('button', { name: 'Stop' })).toBeVisible()
  await expect(view.recent).toContainText('3,000 not in the room')
  await expect(view.recent).not.toContainText('running')
})

test('Retry sends only what was not done', async ({ asModerator: page, sandbox, room }) => {
  await joinAll(sandbox, room, ['Mia'])
  await sandbox.addFault({ kind: 'forbidden', room, route: 'eject', times: 1 })
  const view = roomPage(page)
  await view.open(room)
  await ejectPasted(view, numbered(300, 'user'))
  await expect(view.result).toContainText('200 not in the room, 100 failed')
  const failed = (await sandbox.requests({ route: 'eject', room, status: 403 })).map(({ body }) => body)
  await view.result.getByRole('button', { name: 'Retry 100' }).click()
  await view.confirm('Eject 100').click()
  await expect(view.result).toContainText('100 not in the room')
  const all = await ejectsOf(sandbox, room)
  expect(all).toHaveLength(4)
  expect(all.at(-1)).toEqual(failed[0])
})
