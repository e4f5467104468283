import { expect, newRoomName, test } from './fixtures.ts'
import { callServerAction, findServerAction } from './support/actions.ts'
import { listAddresses } from './support/doors.ts'
import { signInOverHttp } from './support/http-session.ts'
import { testServerUrl } from './support/postgres.ts'
import { type Product, startProduct } from './support/product.ts'
import { addTeam, emailOf, PASSWORD, tokenCommand } from './support/team.ts'

const appUrl = process.env.APP_URL ?? ''
const distDir = process.env.NEXT_DIST_DIR ?? '.next'
const TOKEN = /^rw_[A-Za-z0-9_-]{43}$/

async function ask(url: string, path: string, token: string | null, body?: unknown) {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
}

const gate = (room: string, userId: string) =>
  `/api/v1/gate?room=${room}&user_id=${encodeURIComponent(userId)}`

test('an admin makes a token, sees it once, and revokes it: from then on it opens nothing', async ({
  as,
  room,
}) => {
  const page = await as('admin')
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'API tokens' })
  const name = `host app ${room}`
  await section.getByLabel('Name').fill(name)
  await section.getByRole('button', { name: 'Create token' }).click()
  await expect(section.getByText('Choose at least one scope.').first()).toBeVisible()
  await expect(section.getByLabel('Name')).toHaveValue(name)
  await section.getByLabel('ask the gate').check()
  await section.getByLabel('Rooms').fill(room)
  await section.getByRole('button', { name: 'Create token' }).click()

  const shown = section.getByRole('textbox', { name: `API token ${name}` })
  await expect(shown).toHaveValue(TOKEN)
  await expect(section.getByText('it is not shown again')).toBeVisible()
  const token = await shown.inputValue()
  expect((await ask(appUrl, gate(room, 'u-sam'), token)).body).toEqual({ allowed: true })
  expect((await ask(appUrl, gate('elsewhere', 'u-sam'), token)).status).toBe(403)

  await page.reload()
  expect(await page.content()).not.toContain(token)
  await section.getByRole('button', { name: `Revoke the API token ${name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
  await expect(section.getByText(`The API token ${name} is revoked.`)).toBeVisible()
  expect((await ask(appUrl, gate(room, 'u-sam'), token)).status).toBe(401)
})

test('a token is made without any script', async ({ as, room }) => {
  const page = await as('admin', { javaScriptEnabled: false })
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'API tokens' })
  await section.getByLabel('Name').fill(`plain ${room}`)
  await section.getByLabel('ask the gate').check()
  await section.getByRole('button', { name: 'Create token' }).click()
  await expect(section.getByRole('textbox', { name: `API token plain ${room}` })).toHaveValue(TOKEN)
})

test('every address of the machine API stands in its description, and nothing else does', async () => {
  const { status, body } = await ask(appUrl, '/api/v1/openapi.json', null)
  expect(status).toBe(200)
  const routes = listAddresses(distDir).routes.filter((route) => /^\/api\/v1\/[^[]/.test(route))
  expect(Object.keys(body.paths).sort()).toEqual(routes.sort())
  for (const route of routes) {
    for (const method of ['get', 'post']) {
      const answer = await fetch(appUrl + route, { method: method.toUpperCase() })
      expect(answer.status === 405, `${method} ${route}`).toBe(!(method in body.paths[route]))
    }
  }
})

test('failures are problem details that nothing keeps', async () => {
  for (const [path, expected] of [
    ['/api/v1/gate?room=a&user_id=b', 401],
    ['/api/v1/nowhere', 404],
    ['/api/v1', 404],
  ] as const) {
    const response = await fetch(appUrl + path)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      expected,
      'application/problem+json',
    ])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(Object.keys(await response.json()).sort()).toEqual(['detail', 'status', 'title', 'type'])
  }
  for (const path of ['/api/v1/%ff', '/api/v1/gate/%']) expect((await fetch(appUrl + path)).status).toBe(404)
})

test('a ban holds at the gate whatever Daily forgets, through a restart and without Daily, until it is lifted', async () => {
  test.setTimeout(300_000)
  const product = await startProduct({ databaseServerUrl: testServerUrl(), sandbox: { rateLimit: false } })
  try {
    await addTeam(product.environment)
    await walkCase(product, newRoomName('class'))
  } finally {
    await product.stop()
  }
})

async function walkCase(product: Product, room: string): Promise<void> {
  const { url, sandbox, environment } = product
  const scopes = ['gate:read', 'bans:write', 'meeting-tokens:write'].flatMap((scope) => ['--scope', scope])
  const token = await tokenCommand(environment, [
    'add',
    '--name',
    'host app',
    ...scopes,
    '--rooms',
    'class-*',
  ])
  expect(token).toMatch(TOKEN)
  sandbox.createRoom({ name: room, privacy: 'private' })
  const mint = { room_name: room, user_id: 'u-sam', exp: Math.floor(Date.now() / 1_000) + 600 }
  const isAllowed = async () => (await ask(url, gate(room, 'u-sam'), token)).body.allowed
  expect((await ask(url, '/api/v1/meeting-tokens', token, mint)).status).toBe(201)

  const ban = {
    user_ids: ['u-sam'],
    scope: { kind: 'room', room },
    seconds: 3_600,
    policy: 'spam',
    reason: '',
  }
  const banned = await ask(url, '/api/v1/bans', token, ban)
  expect(banned.status).toBe(201)
  sandbox.forgetBans()
  const refused = await ask(url, gate(room, 'u-sam'), token)
  expect(refused.body).toMatchObject({
    allowed: false,
    ban: { id: banned.body.bans[0].id, scope: { kind: 'room', room }, policy: 'spam' },
  })
  const notMinted = await ask(url, '/api/v1/meeting-tokens', token, mint)
  expect([notMinted.status, notMinted.body.ban]).toEqual([403, refused.body.ban])

  await product.restart('SIGKILL')
  sandbox.addFault({ kind: 'reset' })
  expect((await ask(url, gate(room, 'u-sam'), token)).body).toEqual(refused.body)
  expect((await ask(url, '/api/v1/meeting-tokens', token, { ...mint, user_id: 'u-mia' })).status).toBe(502)
  sandbox.clearFaults()

  const cookie = await signInOverHttp(url, emailOf('admin'), PASSWORD)
  const { id } = findServerAction('liftBanAction', distDir)
  const args = [{ banId: refused.body.ban.id, reason: 'served' }]
  await callServerAction({ url: `${url}/bans`, id, args, cookie })
  expect(await isAllowed()).toBe(true)
  expect((await ask(url, '/api/v1/meeting-tokens', token, mint)).status).toBe(201)

  await tokenCommand(environment, ['revoke', '--name', 'host app'])
  expect((await ask(url, gate(room, 'u-sam'), token)).status).toBe(401)
}
