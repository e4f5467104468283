// Starts a command of package.json on the project's own Node, after installing what is missing.
// Plain JavaScript for any Node from 20 on, and without dependencies: it runs before they are there.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const TYPED = [
  '--conditions=react-server',
  '--disable-warning=ExperimentalWarning',
  '--env-file-if-exists=.env',
]
const NEXT = 'node_modules/next/dist/bin/next'

const COMMANDS = {
  demo: [...TYPED, 'e2e/demo/demo.ts'],
  dev: [...TYPED, 'e2e/demo/dev.ts'],
  sandbox: ['e2e/sandbox/cli.ts'],
  build: [NEXT, 'build'],
  // Next reads .env itself, but only after it has chosen its port.
  start: ['--env-file-if-exists=.env', NEXT, 'start'],
  user: [...TYPED, 'lib/auth/cli.ts'],
  token: [...TYPED, 'lib/auth/token-cli.ts'],
  'audit:verify': [...TYPED, 'lib/audit/cli.ts'],
  test: [...TYPED, 'e2e/test.ts'],
  'test:endurance': [...TYPED, 'e2e/endurance/endurance.ts'],
  bench: [...TYPED, 'e2e/bench/bench.ts'],
}

function isInstalled() {
  const installed = join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(installed) || !existsSync(join(ROOT, 'node_modules/.bin/node'))) return false
  return statSync(installed).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs
}

async function run(command, args) {
  const bin = join(ROOT, 'node_modules/.bin')
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env })
  // A terminal sends Ctrl-C to the child as well; other signals reach only this process and are passed on.
  const ignore = () => {}
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', ignore)
  process.on('SIGTERM', forward)
  process.on('SIGHUP', forward)
  const [status] = await once(child, 'exit')
  return status ?? 1
}

const [name = '', ...rest] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) throw new Error(`There is no command ${name}.`)
if (!isInstalled()) {
  process.stderr.write('Installing what is missing (npm ci) …\n')
  const failed = await run('npm', ['ci', '--no-audit', '--no-fund'])
  if (failed !== 0) process.exit(failed)
}
process.exit(await run(join(ROOT, 'node_modules/.bin/node'), [...command, ...rest]))
