import { expect, test } from '@playwright/test'
import { connectSandbox } from './sandbox/remote.ts'
import { callServerAction, listServerActions } from './support/actions.ts'
import { cookieOf } from './support/cookies.ts'
import { ACTION_DOORS, listAddresses, PAGE_DOORS, ROUTE_DOORS } from './support/doors.ts'
import { reportFromBackend } from './support/reporting.ts'
import { MEMBERS, type Member } from './support/team.ts'

const distDir = process.env.NEXT_DIST_DIR ?? '.next'
const url = process.env.APP_URL ?? ''
const sandbox = connectSandbox(process.env.SANDBOX_CONTROL_URL ?? '')
const WALKERS = MEMBERS.filter((member) => member !== 'leaver' && member !== 'colleague')
let room = ''

function actionNamed(name: string) {
  const action = listServerActions(distDir).find((found) => found.name === name)
  if (action === undefined) throw new Error(`The build has no action ${name}.`)
  return { id: action.id, url: `${url}${addressOf(action.pages[0] ?? '')}` }
}

function addressOf(page: string): string {
  const path =
    page
      .replace(/^app/, '')
      .replaceAll(/\/\([^)]+\)/g, '')
      .replace(/\/page$/, '') || '/'
  return path.replace('[room]', room).replace('[reportId]', process.env.WALK_REPORT ?? '')
}

function codeOf(value: unknown): string {
  const text = JSON.stringify(value ?? null)
  return text.match(/"code":"([a-z_]+)"/)?.[1] ?? 'none'
}

const REFUSED = ['unauthenticated', 'forbidden', 'not_found', 'foreign_origin']

test.beforeAll(async () => {
  room = `walk-${crypto.randomUUID().slice(0, 8)}`
  await sandbox.createRoom({ name: room, privacy: 'private' })
  process.env.WALK_REPORT = await reportFromBackend(room, 'walked')
  const { id, url: page } = actionNamed('ejectAction')
  const input = { room, intentKey: crypto.randomUUID(), targets: [{ kind: 'user', id: 'walked' }], ban: true }
  const { value } = await callServerAction({ url: page, id, args: [input], cookie: cookieOf('admin') })
  process.env.WALK_DECISION = JSON.stringify(value).match(/"id":"([^"]+)"/)?.[1] ?? ''
})

test('every server action, route and page of the build is known to the walk', () => {
  expect(
    listServerActions(distDir)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(ACTION_DOORS).sort())
  const { routes, pages } = listAddresses(distDir)
  expect(routes.sort()).toEqual(Object.keys(ROUTE_DOORS).sort())
  expect(pages.sort()).toEqual(Object.keys(PAGE_DOORS).sort())
})

for (const [name, door] of Object.entries(ACTION_DOORS)) {
  if (door.may === 'public') continue
  const { may, args } = door

  test(`${name}: nobody gets in without a session, and nothing happens`, async () => {
    const { id, url: page } = actionNamed(name)
    const asked = (await sandbox.requests({ room, route: 'eject' })).length
    expect(codeOf((await callServerAction({ url: page, id, args: args(room) })).value)).toBe(
      'unauthenticated',
    )
    expect(await sandbox.requests({ room, route: 'eject' })).toHaveLength(asked)
  })

  for (const member of WALKERS) {
    const allowed = may.includes(member)
    test(`${name}: ${member} is ${allowed ? 'let in' : 'refused, and nothing happens'}`, async () => {
      const { id, url: page } = actionNamed(name)
      const asked = (await sandbox.requests({ room, route: 'eject' })).length
      const { value } = await callServerAction({ url: page, id, args: args(room), cookie: cookieOf(member) })
      if (allowed)
        return expect(['unauthenticated', 'forbidden', 'foreign_origin']).not.toContain(codeOf(value))
      expect(REFUSED).toContain(codeOf(value))
      expect(await sandbox.requests({ room, route: 'eject' })).toHaveLength(asked)
    })
  }

  test(`${name}: a foreign, null or absent Origin is refused`, async () => {
    const { id, url: page } = actionNamed(name)
    for (const origin of ['https://evil.example', 'null', null]) {
      const { value, status } = await callServerAction({
        url: page,
        id,
        args: args(room),
        cookie: cookieOf('admin'),
        origin,
      })
      expect(
        status >= 400 || codeOf(value) === 'foreign_origin',
        `Origin ${origin}: ${status} ${codeOf(value)}`,
      ).toBe(true)
    }
  })

  test(`${name}: wrong arguments are refused in a sentence`, async () => {
    const { id, url: page } = actionNamed(name)
    const wrong = [
      [],
      [null],
      ['text'],
      [{ role: 'admin', operatorId: 'x' }],
      [Array.from({ length: 10_001 }, () => 'x')],
    ]
    for (const given of wrong) {
      const { value, status } = await callServerAction({
        url: page,
        id,
        args: given,
        cookie: cookieOf('admin'),
      })
      expect(
        status >= 400 || ['invalid_input', 'unexpected'].includes(codeOf(value)),
        `${JSON.stringify(given).slice(0, 40)}: ${status} ${codeOf(value)}`,
      ).toBe(true)
      expect(codeOf(value)).not.toBe('unexpected')
    }
  })
}

for (const [address, { may, method, path, body, status: publicStatus = 200 }] of Object.entries(
  ROUTE_DOORS,
)) {
  const ask = (member: Member | null, origin: string | null = url) =>
    fetch(url + path(room), {
      method,
      headers: {
        ...(member === null ? {} : { cookie: cookieOf(member) }),
        ...(method === 'POST' && origin !== null ? { origin } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  test(`${method} ${address}: nobody ${may === 'public' ? 'needs a session' : 'gets in without a session'}`, async () => {
    expect((await ask(null)).status).toBe(may === 'public' ? publicStatus : 401)
  })
  if (may === 'public') continue
  if (may === 'token') {
    test(`${method} ${address}: no operator gets in by being signed in`, async () => {
      for (const member of WALKERS) expect((await ask(member)).status).toBe(401)
    })
    continue
  }

  for (const member of WALKERS) {
    test(`${method} ${address}: ${member} is ${may.includes(member) ? 'let in' : 'refused'}`, async () => {
      const { status } = await ask(member)
      if (may.includes(member)) expect(status).toBe(200)
      else expect([403, 404]).toContain(status)
    })
  }

  if (method === 'POST') {
    test(`${method} ${address}: a foreign, null or absent Origin is refused`, async () => {
      for (const origin of ['https://evil.example', 'null', null])
        expect((await ask('admin', origin)).status).toBe(403)
    })
  }
}

for (const [address, { path, isPublic }] of Object.entries(PAGE_DOORS)) {
  test(`page ${address}: a stranger ${isPublic ? 'may see it' : 'goes to the sign-in page'}`, async () => {
    const response = await fetch(url + path(room), { redirect: 'manual' })
    if (isPublic) return expect(response.status).toBe(200)
    expect(new URL(response.headers.get('location') ?? '', url).pathname).toBe('/sign-in')
  })

  test(`page ${address}: a made-up session cookie is no session`, async () => {
    if (isPublic) return
    const cookie = 'roomwarden.session_token=made-up.AAAA'
    const response = await fetch(url + path(room), { redirect: 'manual', headers: { cookie } })
    const body = await response.text()
    expect(response.status === 307 || body.includes('/sign-in')).toBe(true)
    expect(body).not.toContain('Sign out')
  })
}
