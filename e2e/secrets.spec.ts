import { globSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, joinAll, test } from './fixtures.ts'
import { PROXY_MARKER } from './sandbox/fault-answers.ts'
import { faultKinds } from './sandbox/faults.ts'
import { callServerAction, findServerAction } from './support/actions.ts'
import { cookieOf } from './support/cookies.ts'
import { MARKER_KEY } from './support/environment.ts'

const appUrl = process.env.APP_URL ?? ''
const distDir = process.env.NEXT_DIST_DIR ?? '.next'
const SECRETS = [MARKER_KEY, 'a-secret-for-tests-only']

function expectNoSecret(text: string, where: string): void {
  for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${where}`).toBe(false)
}

/** Everything the browser is sent on this page from now on. */
function collectAnswers(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = []
  page.on('response', (response) => {
    const headers = JSON.stringify(response.headers())
    bodies.push(
      response.text().then(
        (text) => headers + text,
        () => headers,
      ),
    )
  })
  return async () => (await Promise.all(bodies)).join('\n')
}

test('no secret stands in any file of the build that a browser can fetch, source maps included', () => {
  const files = globSync(`${distDir}/static/**/*`)
    .concat(globSync('public/**/*'))
    .filter((path) => /\.[a-z]+$/.test(path))
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) expectNoSecret(readFileSync(file, 'utf8'), file)
})

test('the build knows no public variable but the framework’s own', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}')
  expect(sources.length).toBeGreaterThan(100)
  for (const file of sources) expect(readFileSync(file, 'utf8')).not.toContain('NEXT_PUBLIC_')
})

test('no page in normal use shows a secret', async ({ as, sandbox, room }) => {
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  const page = await as('admin')
  const answers = collectAnswers(page)
  for (const path of ['/', `/rooms/${room}`, '/bans', '/audit', '/account', '/settings']) {
    await page.goto(path)
    expectNoSecret(await page.content(), path)
  }
  expectNoSecret(await answers(), 'what the browser was sent')
})

test('no error page shows a secret or a stack', async ({ as, expectErrors }) => {
  expectErrors(/404|400/)
  const page = await as('moderator')
  for (const path of [
    '/nope',
    '/rooms/a%2Fb',
    '/rooms/%00',
    '/api/nope',
    '/bans?cursor=%00',
    '/audit?cursor=x',
    '/people/x',
  ]) {
    const response = await page.goto(path)
    const text = await page.content()
    expectNoSecret(text + JSON.stringify(response?.headers()), path)
    expect(text).not.toMatch(/at .*\(.*:\d+:\d+\)/)
  }
})

for (const kind of faultKinds) {
  test(`Daily’s fault “${kind}” brings no secret, no page of a proxy and no parser’s words to the browser`, async ({
    sandbox,
    room,
  }) => {
    const participantId = await sandbox.join(room, { userName: 'Sam', userId: 'u-sam' })
    await sandbox.addFault({ kind, route: 'eject', room, ...(kind === 'slow' ? { delayMs: 300 } : {}) })
    const cookie = cookieOf('moderator')
    const { text } = await callServerAction({
      url: `${appUrl}/rooms/${room}`,
      id: findServerAction('ejectAction', distDir).id,
      args: [{ room, intentKey: crypto.randomUUID(), targets: [{ kind: 'participant', id: participantId }] }],
      cookie,
    })
    const [decisionId = ''] = text.match(/[0-9a-f-]{36}/) ?? []
    const paths = [`/rooms/${room}`, `/api/decisions/${decisionId}`, `/api/rooms/${room}/decisions`, '/audit']
    const answers = paths.map(async (path) => (await fetch(appUrl + path, { headers: { cookie } })).text())
    for (const answer of [text, ...(await Promise.all(answers))]) {
      expectNoSecret(answer, kind)
      expect(answer).not.toContain(PROXY_MARKER)
      expect(answer).not.toMatch(/Unexpected token|in JSON at position|Bearer /i)
    }
  })
}

test('the server’s log has no secret and no HTML of a proxy', () => {
  const text = readFileSync(process.env.PRODUCT_LOG ?? '', 'utf8')
  expectNoSecret(text, 'the log')
  expect(text).not.toContain(PROXY_MARKER)
})
