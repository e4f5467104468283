import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { buildIfStale } from './demo/build.ts'
import { ensureChromium } from './support/chromium.ts'

type Counts = { passed: number; failed: number; faults?: string[] }
type Step = { name: string; run: () => Promise<Counts> }

const REPORT = 'test-results/report.json'
const onPostgres = process.env.TEST_DATABASE_URL !== undefined && process.env.TEST_DATABASE_URL !== ''

const STEPS: Step[] = [
  { name: 'format and lint', run: () => check('node_modules/@biomejs/biome/bin/biome', ['check', '.']) },
  { name: 'types', run: types },
  { name: 'rules and commands, embedded database', run: () => nodeTests('embedded') },
  ...(onPostgres ? [{ name: 'rules and commands, PostgreSQL', run: () => nodeTests('postgres') }] : []),
  { name: 'build', run: build },
  { name: 'the product in a browser, embedded database', run: () => browserTests('embedded') },
  ...(onPostgres
    ? [{ name: 'the product in a browser, PostgreSQL', run: () => browserTests('postgres') }]
    : []),
]

/**
 * Runs every check there is, all of them even when one fails. At the end stand, together, what failed and one
 * line that counts: whoever sees only the last lines of a long output still learns what to mend.
 */
async function main(): Promise<void> {
  const total = { passed: 0, failed: 0 }
  const faults: string[] = []
  for (const { name, run } of STEPS) {
    process.stdout.write(`\n── ${name}\n`)
    const startedMs = performance.now()
    const counts = await run()
    total.passed += counts.passed
    total.failed += counts.failed
    if (counts.failed > 0) {
      faults.push(...(counts.faults ?? ['see above']).map((fault) => `${name}: ${fault}`))
    }
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0)
    process.stdout.write(`── ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s\n`)
  }
  process.stdout.write(faults.map((fault) => `\n✖ ${fault}\n`).join(''))
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
  process.exit(total.failed === 0 ? 0 : 1)
}

async function check(script: string, args: string[]): Promise<Counts> {
  const { code } = await run([script, ...args])
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The types of pages and addresses are the framework's, made from the folders. */
async function types(): Promise<Counts> {
  const { failed } = await check('node_modules/next/dist/bin/next', ['typegen'])
  return failed > 0 ? { passed: 0, failed } : check('node_modules/typescript/bin/tsc', ['--noEmit'])
}

async function build(): Promise<Counts> {
  try {
    buildIfStale()
    return { passed: 1, failed: 0 }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

async function nodeTests(database: 'embedded' | 'postgres'): Promise<Counts> {
  const { code, output } = await run(
    [
      '--conditions=react-server',
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-concurrency=2',
      'lib/**/*.test.ts',
      ...sandboxTests(database),
    ],
    { ROOMWARDEN_TEST_DB: database },
  )
  const counts = {
    passed: countLine(output, 'pass'),
    failed: countLine(output, 'fail') + countLine(output, 'cancelled'),
    faults: [shortened(output.split('✖ failing tests:')[1] ?? 'the runner died')],
  }
  // A runner that died before its closing lines, or ran nothing, has failed.
  return code === 0 && counts.passed > 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) }
}

/** The sandbox has no database: once is enough. */
function sandboxTests(database: 'embedded' | 'postgres'): string[] {
  return database === 'embedded' ? ['e2e/sandbox/*.test.ts', 'e2e/support/*.test.ts'] : []
}

function countLine(output: string, word: string): number {
  const found = output.match(new RegExp(`^. ${word} (\\d+)$`, 'm'))
  return Number(found?.[1] ?? 0)
}

async function browserTests(database: 'embedded' | 'postgres'): Promise<Counts> {
  rmSync(REPORT, { force: true })
  const { code } = await run(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'],
    {
      CHROMIUM: ensureChromium(),
      ROOMWARDEN_TEST_DB: database,
    },
  )
  const counts = readReport()
  return code === 0 && counts.passed > 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) }
}

function readReport(): Counts {
  try {
    const { stats, suites } = JSON.parse(readFileSync(REPORT, 'utf8'))
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + stats.skipped,
      faults: suites.flatMap(faultsOf),
    }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

type BrowserSuite = { suites?: BrowserSuite[]; specs: BrowserSpec[] }
type BrowserSpec = {
  file: string
  line: number
  title: string
  ok: boolean
  tests: { results: { errors: { message?: string }[] }[] }[]
}

function faultsOf(suite: BrowserSuite): string[] {
  const failed = suite.specs.filter((spec) => !spec.ok)
  return [...failed.map(faultOf), ...(suite.suites ?? []).flatMap(faultsOf)]
}

function faultOf({ file, line, title, tests }: BrowserSpec): string {
  const errors = tests.flatMap((test) => test.results.flatMap((result) => result.errors))
  const messages = errors.map((error) => shortened(error.message ?? ''))
  return `${file}:${line} ${title}\n${messages.join('\n')}`
}

const FAULT_LENGTH = 2_000

function shortened(text: string): string {
  return text.length > FAULT_LENGTH ? `${text.slice(0, FAULT_LENGTH)} …` : text
}

type Ended = { code: number; output: string }

async function run(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  return { code: code ?? 1, output }
}

await main()
