import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { killRuns } from './endurance/kill-runs.ts'
import { callServerAction, findServerAction } from './support/actions.ts'
import { signInOverHttp } from './support/http-session.ts'
import { findFreePort } from './support/ports.ts'
import { type Product, startProduct } from './support/product.ts'
import { reportFromBackend } from './support/reporting.ts'
import { addApiToken, addTeam, emailOf, PASSWORD } from './support/team.ts'

const onPostgres = process.env.ROOMWARDEN_TEST_DB === 'postgres'
const databaseServerUrl = onPostgres ? process.env.TEST_DATABASE_URL : undefined

async function startUntilItEnds(
  environment: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const port = await findFreePort()
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next',
        NODE_ENV: 'production',
        ...environment,
      },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const [code] = await once(child, 'close')
  return { code: code ?? -1, output }
}

test('a server with a bad environment does not start, names each fault and shows no value', async () => {
  const { code, output } = await startUntilItEnds({
    DAILY_API_KEY: '',
    AUTH_SECRET: 'short-secret-value',
    APP_URL: 'http://example.org',
    DATA_DIR: join(tmpdir(), 'unused'),
  })
  expect(code).toBe(1)
  expect(output).toContain('DAILY_API_KEY')
  expect(output).toContain('AUTH_SECRET must have 32 characters or more')
  expect(output).toContain('APP_URL must be an https address')
  expect(output).not.toContain('short-secret-value')
})

test('a data folder that cannot be written stops the start with a plain sentence', async () => {
  const { code, output } = await startUntilItEnds({
    DAILY_API_KEY: 'x',
    AUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    APP_URL: 'http://127.0.0.1:3000',
    DATA_DIR: '/dev/null/data',
  })
  expect(code).toBe(1)
  expect(output).toContain('cannot be written')
})

// PostgreSQL takes any number of servers.
if (!onPostgres) {
  test('a second server on the same folder is refused, and the first one stays', async () => {
    const product = await startProduct({ sandbox: { rateLimit: false } })
    try {
      const { code, output } = await startUntilItEnds(product.environment)
      expect(code).toBe(1)
      expect(output).toContain('already uses the folder')
      expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200)
    } finally {
      await product.stop()
    }
  })
}

test('SIGTERM ends an idle server soon, and its folder is free', async () => {
  const product = await startProduct({ databaseServerUrl, sandbox: { rateLimit: false } })
  try {
    await product.restart('SIGTERM')
    expect((await fetch(`${product.url}/api/health/live`)).status).toBe(200)
    expect(product.lastStopMs()).toBeLessThan(5_000)
  } finally {
    await product.stop()
  }
})

test('health answers tell nothing but the state, and Roomwarden starts while Daily is down', async () => {
  const product = await startProduct({
    databaseServerUrl,
    environment: { DAILY_API_URL: 'http://127.0.0.1:1/v1' },
  })
  try {
    expect(await (await fetch(`${product.url}/api/health/live`)).json()).toEqual({ status: 'live' })
    expect(await (await fetch(`${product.url}/api/health/ready`)).json()).toEqual({ status: 'ready' })
  } finally {
    await product.stop()
  }
})

test('a server killed in the middle of a long list loses nothing, leaves nothing open and claims no success', async () => {
  test.setTimeout(300_000)
  const runs = await killRuns({ runs: 3, ids: 500, killWithinMs: 1_200, databaseServerUrl })
  for (const run of runs) {
    expect(run.acknowledged && !run.stored).toBe(false)
    expect(run.settled).toBe(true)
    expect(run.falseSuccesses).toBe(0)
  }
})

test('reports, what was done about them and the record are all there after a kill', async () => {
  test.setTimeout(300_000)
  const product = await startProduct({ databaseServerUrl, sandbox: { rateLimit: false } })
  try {
    await addTeam(product.environment)
    const backend = { url: product.url, token: await addApiToken(product.environment, 'reports:write') }
    const cookie = await signInOverHttp(product.url, emailOf('admin'), PASSWORD)
    const worked = await reportFromBackend('hall', 'u-sam', { text: 'He shouts insults.' }, backend)
    await act(product, cookie, 'claimReportAction', { reportId: worked, seen: 1 })
    await act(product, cookie, 'noteOnReportAction', { reportId: worked, text: 'Known from last week.' })
    const before = await readKept(product, cookie, worked)
    expect(before.queue).toEqual([worked])
    const atLast = await reportFromBackend(
      'hall',
      'u-mia',
      { text: 'She joined in.', reporter: 'u-noa' },
      backend,
    )
    await product.restart('SIGKILL')

    const after = await readKept(product, cookie, worked)
    expect(after.queue).toEqual([worked, atLast])
    expect(after.report).toEqual(before.report)
    expect(after.report).toMatchObject({
      claim: { by: 'Noor Haddad' },
      complaints: [{ text: 'He shouts insults.' }],
    })
    expect(after.report.history).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'Known from last week.' }),
    )
    expect(after.record).toEqual(expect.arrayContaining(before.record))
    expect(after.record.length).toBeGreaterThan(before.record.length)
  } finally {
    await product.stop()
  }
})

async function act(
  { url }: Product,
  cookie: string,
  name: string,
  input: { reportId: string; seen?: number; text?: string },
) {
  const { id } = findServerAction(name, process.env.NEXT_DIST_DIR ?? '.next')
  const answer = await callServerAction({
    url: `${url}/reports/${input.reportId}`,
    id,
    args: [input],
    cookie,
  })
  expect(answer.value).toMatchObject({ ok: true })
}

/** What a colleague would read: the queue, oldest first, one report, and the record. */
async function readKept({ url }: Product, cookie: string, reportId: string) {
  const read = (path: string) => fetch(url + path, { headers: { cookie } })
  const { rows } = await (await read('/api/reports?tab=open')).json()
  const { now: _, ...report } = await (await read(`/api/reports/${reportId}`)).json()
  const record = (await (await read('/api/audit/export?format=jsonl')).text()).trim().split('\n')
  return { queue: rows.map((row: { id: string }) => row.id), report, record }
}
