import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { startReceiver } from './sandbox/receiver.ts'
import { callServerAction, findServerAction } from './support/actions.ts'
import { MARKER_KEY } from './support/environment.ts'
import { signInOverHttp } from './support/http-session.ts'
import { type Product, startProduct } from './support/product.ts'
import { emailOf, PASSWORD } from './support/team.ts'

const SECRET = Buffer.from('marker-webhook-secret-of-tests').toString('base64')
const ROOM = 'lesson-7'

// A domain has one webhook, so these have a server and a Daily of their own, where only webhooks tell of anybody in time.
test.describe.configure({ mode: 'serial' })

let product: Product
let cookie = ''

test.beforeAll(async () => {
  product = await startProduct({
    sandbox: { rateLimit: false },
    environment: {
      DAILY_WEBHOOK_SECRET: SECRET,
      ADMIN_EMAIL: emailOf('admin'),
      ADMIN_PASSWORD: PASSWORD,
      PRESENCE_INTERVAL_SECONDS: '60',
    },
  })
  cookie = await signInOverHttp(product.url, emailOf('admin'), PASSWORD)
})

test.afterAll(() => product.stop())

const ourUrl = () => `${product.url}/api/webhooks/daily`
const now = () => String(Math.floor(Date.now() / 1_000))

function sign(body: string, timestamp: string): string {
  return createHmac('sha256', Buffer.from(SECRET, 'base64')).update(`${timestamp}.${body}`).digest('base64')
}

async function post(body: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(ourUrl(), { method: 'POST', body, headers })
  expect(await response.text()).toBe('')
  return response.status
}

function send(body: string, timestamp = now()): Promise<number> {
  return post(body, { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': sign(body, timestamp) })
}

type Row = { participantId: string; leftAt: number | null; ejectedAt: number | null }

async function roster(): Promise<Map<string, Row>> {
  const response = await fetch(`${product.url}/api/rooms/${ROOM}/roster`, { headers: { cookie } })
  const { rows }: { rows: Row[] } = await response.json()
  return new Map(rows.map((row) => [row.participantId, row]))
}

const isHere = async (session: string) => (await roster()).get(session)?.leftAt === null

/** Somebody who is in the room at Daily, and Daily's event of it. */
function join(userId: string) {
  const sessionId = product.sandbox.join(ROOM, { userName: 'Sam', userId })
  const joined = () => product.sandbox.buildEvent({ type: 'participant.joined', sessionId })
  return { sessionId, joined }
}

function ejectByAction(userId: string) {
  return callServerAction({
    url: `${product.url}/rooms/${ROOM}`,
    id: findServerAction('ejectAction').id,
    args: [
      { room: ROOM, intentKey: crypto.randomUUID(), targets: [{ kind: 'user', id: userId }], ban: false },
    ],
    cookie,
  })
}

test.describe('what Daily’s webhook tells', () => {
  test.beforeEach(() => {
    product.sandbox.reset()
    product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
  })

  test('whoever joins is in the list at once, in seconds or milliseconds, with odd spacing and escapes', async () => {
    const [sam, mia] = [join('u-sam'), join('u-mia')]
    expect(await send(JSON.stringify(sam.joined()))).toBe(200)
    const odd = JSON.stringify(mia.joined(), null, '\t  ').replace('Sam', '\\u0053am \\ud83e\\udd8a')
    expect(await send(odd, String(Date.now()))).toBe(200)
    expect(await isHere(sam.sessionId)).toBe(true)
    expect(await isHere(mia.sessionId)).toBe(true)
  })

  test('missing or wrong signatures and a missing timestamp are refused, and change nothing', async () => {
    const { sessionId, joined } = join('u-lee')
    const body = JSON.stringify(joined())
    const [timestamp, signature] = [now(), sign(body, now())]
    const refused: Record<string, string>[] = [
      {},
      { 'x-webhook-timestamp': timestamp },
      { 'x-webhook-signature': signature },
      { 'x-webhook-signature': sign(body, '') },
      { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': `${signature.slice(0, -5)}AAAA=` },
      { 'x-webhook-timestamp': `${timestamp}0`, 'x-webhook-signature': signature },
    ]
    for (const headers of refused) expect(await post(body, headers)).toBe(401)
    expect(
      await post(`${body} `, { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }),
    ).toBe(401)
    expect((await roster()).has(sessionId)).toBe(false)
  })

  test('again after 10 minutes, or from the future: answered 200, believed by nobody', async () => {
    const lag = { late: join('u-late'), early: join('u-early'), old: join('u-old') }
    const shifted = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds)
    expect(await send(JSON.stringify(lag.late.joined()), shifted(-600))).toBe(200)
    expect(await send(JSON.stringify(lag.early.joined()), shifted(600))).toBe(200)
    expect(await send(JSON.stringify({ ...lag.old.joined(), event_ts: Date.now() / 1_000 - 600 }))).toBe(200)
    for (const { sessionId } of Object.values(lag)) product.sandbox.leave(sessionId)
    const known = await roster()
    for (const { sessionId } of Object.values(lag)) expect(known.get(sessionId)?.leftAt ?? 1).not.toBeNull()
  })

  test('twice at once, and the same in other bytes under another id: one row', async () => {
    const { sessionId, joined } = join('u-twice')
    const body = JSON.stringify(joined())
    const other = JSON.stringify(joined(), null, 2)
    expect(await Promise.all([body, body, other, other].map((text) => send(text)))).toEqual([
      200, 200, 200, 200,
    ])
    const response = await fetch(`${product.url}/api/rooms/${ROOM}/roster`, { headers: { cookie } })
    expect((await response.text()).split(`"participantId":"${sessionId}"`)).toHaveLength(2)
  })

  test('an ejected person is not brought back by what comes late or out of order', async () => {
    const { sessionId, joined } = join('u-gone')
    join('u-stays')
    const [first, again] = [joined(), joined()]
    expect(await send(JSON.stringify(first))).toBe(200)
    expect(await isHere(sessionId)).toBe(true)
    const { text } = await ejectByAction('u-gone')
    expect(text).toContain('"ejected"')
    const left = product.sandbox.buildEvent({ type: 'participant.left', sessionId })
    for (const event of [left, again, first, { ...left, id: 'other' }, again])
      expect(await send(JSON.stringify(event))).toBe(200)
    const row = (await roster()).get(sessionId)
    expect(row?.leftAt).not.toBeNull()
    expect(row?.ejectedAt).not.toBeNull()
  })

  test('a leaving that comes before its joining holds', async () => {
    const { sessionId, joined } = join('u-short')
    const first = joined()
    product.sandbox.leave(sessionId)
    const left = product.sandbox.buildEvent({ type: 'participant.left', sessionId })
    expect(await send(JSON.stringify(left))).toBe(200)
    expect(await send(JSON.stringify(first))).toBe(200)
    expect(await isHere(sessionId)).toBe(false)
  })

  test('the test call needs no signature; what is signed and unreadable is no failure; 1 MB is the end', async () => {
    expect(await post('{"test":"test"}', {})).toBe(200)
    expect(await send('{"test":"test"}')).toBe(200)
    for (const body of [
      '',
      'no JSON',
      '{"type":"participant.joined"}',
      '{"type":"x.y","payload":{"a":"\\u0000"}}',
    ])
      expect(await send(body)).toBe(200)
    expect(await post('x'.repeat(1_000_001), {})).toBe(413)
    expect((await fetch(ourUrl())).status).toBe(405)
  })
})

test.describe('the webhook in the settings', () => {
  /** As the host app would, without asking us. */
  async function atDaily(method: string, path: string, body: object = {}) {
    const response = await fetch(`${product.sandbox.url}/webhooks${path}`, {
      method,
      headers: { authorization: `Bearer ${MARKER_KEY}`, 'content-type': 'application/json' },
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    })
    expect(response.status).toBe(200)
  }

  async function open(page: Page) {
    const pairs = cookie.split('; ').map((pair) => pair.split(/=(.*)/s))
    await page
      .context()
      .addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url: product.url })))
    await page.goto(`${product.url}/settings`)
    const section = page.getByRole('region', { name: 'Daily’s webhook' })
    return { section, button: (name: string) => section.getByRole('button', { name, exact: true }) }
  }

  const uuid = () => product.sandbox.webhook()?.uuid ?? ''

  test.beforeEach(() => {
    product.sandbox.reset()
    product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
  })

  test('an admin creates it, sees what it delivers, and removes it after a question', async ({ page }) => {
    const { section, button } = await open(page)
    await expect(section).toContainText('Daily cannot reach')
    await button('Create').click()
    await expect(section).toContainText('The webhook is created.')
    await expect(section).toContainText('Nothing delivered yet')
    expect(product.sandbox.webhook()).toMatchObject({ url: ourUrl(), hmac: SECRET, retryType: 'exponential' })

    const { sessionId } = join('u-sam')
    await expect.poll(() => isHere(sessionId)).toBe(true)
    await button('Check').click()
    await expect(section).toContainText('Last delivered')
    expect((await new AxeBuilder({ page }).include('section').analyze()).violations).toEqual([])

    await button('Remove…').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(product.sandbox.webhook()).not.toBeNull()
    await button('Remove…').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click()
    await expect(section).toContainText('The webhook is removed.')
    await expect(button('Create')).toBeVisible()
    expect(product.sandbox.webhook()).toBeNull()
    await page.goto(`${product.url}/audit`)
    for (const words of ['asked Daily to create its webhook', 'Daily removed its webhook'])
      await expect(page.getByText(words).first()).toBeVisible()
  })

  test('one that Daily has switched off is revived', async ({ page }) => {
    await atDaily('POST', '', { url: ourUrl(), hmac: 'b3RoZXIgc2VjcmV0' })
    for (const userId of ['u-1', 'u-2', 'u-3']) join(userId)
    await expect.poll(() => product.sandbox.webhook()?.state).toBe('FAILED')
    const { section, button } = await open(page)
    await expect(section).toContainText('Daily has switched it off')
    await expect(section).toContainText('It signs with another secret')
    await button('Revive').click()
    await expect(section).toContainText('The webhook is revived.')
    await expect(section).toContainText('Active')
    expect(product.sandbox.webhook()).toMatchObject({ state: 'ACTIVE', hmac: SECRET })
  })

  test('somebody else’s is shown without its secrets, with how to pass its calls on, and never touched', async ({
    page,
  }) => {
    const receiver = await startReceiver()
    try {
      await atDaily('POST', '', { url: `${receiver.url}?token=marker-of-theirs` })
      const { section, button } = await open(page)
      await expect(section).toContainText(`${new URL(receiver.url).host}/hook`)
      await expect(section).toContainText('Not done: calls that are passed on are refused.')
      await expect(section).toContainText(`await fetch('${ourUrl()}'`)
      expect(await page.content()).not.toContain('marker-of-theirs')
      for (const name of ['Create', 'Revive', 'Remove…']) await expect(button(name)).toHaveCount(0)
      expect((await new AxeBuilder({ page }).include('section').analyze()).violations).toEqual([])

      await page.setViewportSize({ width: 360, height: 740 })
      expect((await section.getByRole('list').boundingBox())?.width).toBeLessThan(360)

      await atDaily('POST', `/${uuid()}`, { hmac: SECRET })
      await button('Check').click()
      await expect(section).toContainText('Done: calls that are passed on are accepted.')
    } finally {
      await receiver.close()
    }
  })

  test('one that becomes somebody else’s between look and click is not touched', async ({ page }) => {
    const receiver = await startReceiver()
    try {
      await atDaily('POST', '', { url: ourUrl(), hmac: SECRET })
      const { section, button } = await open(page)
      await button('Remove…').click()
      await atDaily('POST', `/${uuid()}`, { url: receiver.url })
      await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click()
      await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Nothing was changed.')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await expect(section).toContainText('Roomwarden leaves it as it is')
      expect(product.sandbox.webhook()?.url).toBe(receiver.url)
    } finally {
      await receiver.close()
    }
  })

  test('Daily hanging holds up nothing but the section; failing is told with a way to try again', async ({
    page,
  }) => {
    product.sandbox.addFault({ kind: 'hang', route: 'webhooks', times: 1 })
    const { section, button } = await open(page)
    await expect(section).toContainText('Asking Daily…')
    await expect(page.getByRole('heading', { name: 'Protected user IDs' })).toBeVisible()
    await expect(section.getByRole('alert')).toContainText('Daily did not answer in time.', {
      timeout: 15_000,
    })
    product.sandbox.addFault({ kind: 'key-rejected', route: 'webhooks', times: 1 })
    await button('Try again').click()
    await expect(section).toContainText('Daily does not accept the API key.')
    product.sandbox.setQuirks({ webhookPlan: 'not-included' })
    await button('Try again').click()
    await expect(section).toContainText('Daily’s plan for this domain has no webhooks')
  })

  test('no secret is sent to the browser or stands in the log', async () => {
    await atDaily('POST', '', { url: ourUrl(), hmac: SECRET })
    for (const path of ['/settings', '/api/settings/webhook']) {
      const text = await (await fetch(product.url + path, { headers: { cookie } })).text()
      expect(text).not.toContain(SECRET)
    }
    expect(readFileSync(product.logFile, 'utf8')).not.toContain(SECRET)
  })
})
