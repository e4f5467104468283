import type { Page } from '@playwright/test'
import { ejectByPointer, expect, newRoomName, roomPage, test } from './fixtures.ts'
import { startProduct } from './support/product.ts'

const ADMIN = { ADMIN_EMAIL: 'first@example.org', ADMIN_PASSWORD: 'only for this server 4711' }

/** What every room feels needs a server and a sandbox of its own. */
test('while Daily cannot say who is where, pages tell since when, and ejects are still tried', async ({
  as,
}) => {
  test.setTimeout(300_000)
  const product = await startProduct({ environment: ADMIN, sandbox: { rateLimit: false } })
  try {
    const { sandbox } = product
    const room = newRoomName()
    sandbox.createRoom({ name: room, privacy: 'private' })
    const people = ['Sam', 'Mia', 'Ana'].map((userName) => ({ userName, userId: `u-${userName}` }))
    const [sam] = sandbox.joinMany(room, people)
    const page = await as('stranger', { baseURL: product.url })
    await signIn(page)
    const view = roomPage(page)
    await view.open(room)
    await expect(view.row('Sam')).toBeVisible()

    sandbox.addFault({ kind: '502-html', route: 'presence' })
    await expect(page.getByText(/Daily reported a fault of its own\..*stands as of \d\d:\d\d/)).toBeVisible()
    await ejectByPointer(view, ['Sam'])
    await expect(view.outcomeOf('Sam')).toContainText('Ejected')
    expect(sandbox.requests({ route: 'eject' }).map(({ body }) => body)).toEqual([{ ids: [sam], ban: false }])
    await expect(view.outcomeOf('Sam')).not.toContainText('gone')
    await page.goto('/')
    await expect(page.getByText('The numbers below may be old.')).toBeVisible()
    sandbox.clearFaults()
    await expect(page.getByText('The numbers below may be old.')).toBeHidden()
  } finally {
    await product.stop()
  }
})

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(ADMIN.ADMIN_EMAIL)
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.ADMIN_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
}
