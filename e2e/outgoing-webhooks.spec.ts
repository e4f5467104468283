import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { testServerUrl } from './support/postgres.ts'
import { type Product, startProduct } from './support/product.ts'
import { emailOf, PASSWORD } from './support/team.ts'
import { type Received, startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts'

let receiver: WebhookReceiver
let product: Product

test.beforeAll(async () => {
  receiver = await startWebhookReceiver()
  product = await startProduct({
    databaseServerUrl: testServerUrl(),
    sandbox: { rateLimit: false },
    environment: {
      WEBHOOK_PRIVATE_HOSTS: receiver.host,
      ADMIN_EMAIL: emailOf('admin'),
      ADMIN_PASSWORD: PASSWORD,
    },
  })
})

test.afterAll(async () => {
  await product.stop()
  await receiver.close()
})

async function signIn(page: Page) {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('Email').fill(emailOf('admin'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
}

/** As the specification has a receiver do it, on its own. */
function isSignedBy(secret: string, { headers, body }: Received): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}

function typesOf(received: readonly Received[]): string[] {
  return received.map(({ body }) => JSON.parse(body).type)
}

test('a webhook is added and tested, hears signed what happens, and what failed is sent again', async ({
  as,
}) => {
  const room = `told-${crypto.randomUUID().slice(0, 8)}`
  const page = await as('stranger')
  await signIn(page)
  await page.goto(`${product.url}/settings`)
  const section = page.getByRole('region', { name: 'Outgoing webhooks' })
  await section.getByLabel('Name').fill('our program')
  await section.getByLabel('Address').fill('http://example.org/hook')
  await section.getByLabel('Format').selectOption('slack')
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await expect(section.getByRole('status')).toContainText('Choose at least one event.')
  await section.getByLabel(/decision is settled/).check()
  await section.getByLabel(/somebody was banned/).check()
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await expect(section.getByRole('status')).toContainText('https://')
  await expect(section.getByLabel('Name')).toHaveValue('our program')
  await expect(section.getByLabel('Format')).toHaveValue('slack')

  await section.getByLabel('Format').selectOption('json')
  await section.getByLabel('Address').fill(receiver.url)
  await section.getByRole('button', { name: 'Add webhook' }).click()
  const shown = section.getByLabel('Signing secret of our program')
  await expect(shown).toBeVisible()
  await expect(section.getByRole('link')).toBeVisible()
  await expect(shown).toBeVisible()
  const secret = await shown.inputValue()
  expect(secret).toMatch(/^whsec_/)
  await page.reload()
  await expect(page.getByText(secret)).toHaveCount(0)
  await expect(page.getByText('marker-path')).toHaveCount(0)
  await page.getByRole('list', { name: 'Outgoing webhooks' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('Test: Taken: 204.')).toBeVisible()
  expect(receiver.received.every((one) => isSignedBy(secret, one))).toBe(true)
  expect(typesOf(receiver.received)).toEqual(['test'])

  await page.getByLabel('Format').selectOption('slack')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByLabel('Format')).toHaveValue('slack')
  await page.getByLabel('Format').selectOption('json')
  const saved = page.waitForResponse((response) => response.request().method() === 'POST')
  const save = page.getByRole('button', { name: 'Save' })
  await save.click()
  await saved
  await expect(save).toHaveAttribute('aria-disabled', 'false')
  await page.reload()
  await expect(page.getByLabel('Format')).toHaveValue('json')

  receiver.clear()
  product.sandbox.createRoom({ name: room, privacy: 'private' })
  product.sandbox.join(room, { userName: 'Sam', userId: 'u-sam' })
  const log = page.url()
  await page.goto(`${product.url}/rooms/${room}`)
  await page.getByRole('checkbox', { name: 'Pick Sam' }).check()
  await page.getByRole('switch', { name: 'Ban' }).check()
  await page.getByRole('button', { name: 'Eject and ban 1', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Eject and ban 1' }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('1 ejected')
  await expect.poll(() => typesOf(receiver.received).toSorted()).toEqual(['ban.created', 'decision.settled'])
  expect(receiver.received.every((one) => isSignedBy(secret, one))).toBe(true)
  const [ban] = receiver.received
    .map(({ body }) => JSON.parse(body))
    .filter(({ type }) => type === 'ban.created')
  expect(ban.data).toMatchObject({ user_id: 'u-sam', scope: { kind: 'room', value: room } })

  receiver.clear()
  receiver.answer(500)
  await page.getByRole('region', { name: 'Result' }).getByRole('button', { name: 'Undo ban' }).click()
  product.sandbox.join(room, { userName: 'Mia', userId: 'u-mia' })
  await page.getByRole('checkbox', { name: 'Pick Mia' }).check()
  await page.getByRole('button', { name: 'Eject 1', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Eject 1' }).click()
  await expect.poll(() => typesOf(receiver.received)).toContain('decision.settled')
  await page.goto(log)
  await page.getByRole('link', { name: 'Only what failed' }).click()
  const failed = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem')
  await expect(failed.first()).toContainText('Answered 500')

  receiver.clear()
  await failed.first().getByRole('button', { name: 'Redeliver' }).click()
  await expect.poll(() => typesOf(receiver.received)).toEqual(['decision.settled'])
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Nothing failed')).toBeVisible({ timeout: 500 })
  }).toPass()

  await page.goto(log)
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click()
  await expect(page.getByText('There is no outgoing webhook yet.')).toBeVisible()
})
