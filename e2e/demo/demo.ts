import { isPortFree } from '#e2e/support/ports'
import { startServer } from '#e2e/support/server'
import { startSandbox } from '#sandbox'
import { startLife } from '../sandbox/life.ts'
import { fillSamples } from '../sandbox/samples.ts'
import { buildIfStale } from './build.ts'
import { sendSampleReports } from './reports.ts'
import { keepAuthSecret } from './secrets.ts'
import { prepareTeam, type SignIn } from './team.ts'

const FOLDER = '.demo'

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 3000)
  if (!(await isPortFree(port))) return stop(`Port ${port} is taken. Choose another: PORT=3001 npm run demo`)
  buildIfStale()
  const sandbox = await startSandbox({ quirks: { presenceJoinLagMs: 2_000 } })
  fillSamples(sandbox)
  startLife(sandbox, { seed: 7 })
  const url = `http://127.0.0.1:${port}`
  const environment = {
    DAILY_API_KEY: sandbox.apiKey,
    DAILY_API_URL: sandbox.url,
    AUTH_SECRET: keepAuthSecret(FOLDER),
    APP_URL: url,
    DATA_DIR: `${FOLDER}/data`,
    DATABASE_URL: '',
    ADMIN_EMAIL: '',
    ADMIN_PASSWORD: '',
    LOG_LEVEL: 'warn',
    ROOMWARDEN_DEMO: '1',
  }
  Object.assign(process.env, environment)
  const { signIns, reportsToken } = await prepareTeam()
  const server = await startServer({ port, environment })
  process.stdout.write(welcome(url, signIns))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([server.stop(), sandbox.close()]).then(() => process.exit(0)))
  }
  server.process.once('exit', (code) => process.exit(code ?? 0))
  if (reportsToken !== null) await sendSampleReports({ url, token: reportsToken, sandbox })
}

function welcome(url: string, signIns: SignIn[]): string {
  const rows = signIns.map(
    ({ role, email, password, rooms }) => `  ${role.padEnd(10)}${email.padEnd(24)}${password}   ${rooms}`,
  )
  return [
    '',
    `Roomwarden demo: ${url}`,
    '',
    ...rows,
    '',
    'The rooms and people are made up. Ctrl-C ends it.',
    '',
  ].join('\n')
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

await main()
