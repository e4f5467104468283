import { globSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, joinAll, test } from './fixtures.ts'
import { PROXY_MARKER } from './sandbox/fault-answers.ts'
import { faultKinds } from './sandbox/faults.ts'
import { MARKER_KEY } from './support/product.ts'

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
  test(`Daily’s fault “${kind}” brings no secret, no HTML of a proxy and no parser’s words to the browser`, async ({
    as,
    sandbox,
    room,
    expectErrors,
  }) => {
    expectErrors(/./)
    const [participantId] = await joinAll(sandbox, room, ['Sam'])
    const page = await as('moderator')
    const answers = collectAnswers(page)
    await page.goto(`/rooms/${room}`)
    await page.getByRole('checkbox', { name: 'Pick Sam' }).check()
    await sandbox.addFault({ kind, route: 'eject', room, ...(kind === 'slow' ? { delayMs: 300 } : {}) })
    await page.getByRole('button', { name: 'Eject 1' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Eject 1' }).click()
    await expect(page.getByRole('region', { name: 'Result' })).toBeVisible({ timeout: 20_000 })
    const shown = await page.content()
    for (const text of [shown, await answers()]) {
      expectNoSecret(text, kind)
      expect(text).not.toContain(PROXY_MARKER)
      expect(text).not.toMatch(/Unexpected token|in JSON at position|Bearer /i)
    }
    expect(participantId).toBeDefined()
  })
}

test('the server’s log has no secret and no HTML of a proxy', () => {
  const text = readFileSync(process.env.PRODUCT_LOG ?? '', 'utf8')
  expectNoSecret(text, 'the log')
  expect(text).not.toContain(PROXY_MARKER)
})
