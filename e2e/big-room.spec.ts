import { ejectsOf, expect as promptly, roomPage, test } from './fixtures.ts'

test.describe.configure({ mode: 'default', timeout: 90_000 })
const expect = promptly.configure({ timeout: 25_000 })

const PEOPLE = 3_000

test('a room of 3,000 comes by itself, is searched while it moves, and all shown are picked by one button', async ({
  asModerator: page,
  sandbox,
  room,
}) => {
  const joinedAt = Date.now() - 600_000
  const person = (index: number) => ({ userName: `Person ${index}`, userId: `u-${index}`, joinedAt })
  const ids = await sandbox.joinMany(
    room,
    Array.from({ length: PEOPLE }, (_, index) => person(index + 1)),
  )
  const view = roomPage(page)
  // Until Daily has told of all of them the page would come with those it knows.
  await expect
    .poll(async () => (await (await page.request.get(`/api/rooms/${room}/roster`)).json()).rows.length)
    .toBe(PEOPLE)

  const html = (await page.request.get(`/rooms/${room}`)).text()
  expect(await html).toContain('Loading 3,000 people…')
  expect(await html).not.toContain('u-2999')
  await view.open(room)
  await expect(page.getByText('3,000 shown', { exact: true })).toBeVisible()
  expect(await view.list.getByRole('row').count()).toBeLessThan(100)

  await view.search.pressSequentially('person 299')
  await expect(page.getByText('11 shown', { exact: true })).toBeVisible()
  await sandbox.leave(ids[2_998] ?? '')
  await expect(page.getByText('11 shown, 1 left', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Pick all 10 shown' }).click()
  await view.search.fill('')
  await expect(view.decision).toContainText('10 people')
  await expect(page.getByRole('button', { name: 'Pick all 2,999 shown' })).toBeVisible()
  await view.eject('Eject 10').click()
  await view.confirm('Eject 10').click()
  await expect(view.result).toContainText('10 ejected')
  const sent = (await ejectsOf(sandbox, room)).flatMap((body): string[] => Object(body).ids)
  expect(sent.toSorted()).toEqual([...ids.slice(2_989, 2_998), ids[298] ?? ''].toSorted())
})
