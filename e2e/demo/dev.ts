import { startServer } from '#e2e/support/server'
import { startSandbox } from '#sandbox'
import { startLife } from '../sandbox/life.ts'
import { fillSamples } from '../sandbox/samples.ts'
import { keepAuthSecret } from './secrets.ts'

/** Development: what the environment lacks is made up; without a key the app talks to the sandbox. */
async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 3000)
  const folder = process.env.DATA_DIR ?? '.data'
  const server = await startServer({
    port,
    mode: 'dev',
    environment: {
      AUTH_SECRET: process.env.AUTH_SECRET ?? keepAuthSecret(folder),
      APP_URL: process.env.APP_URL ?? `http://127.0.0.1:${port}`,
      ...(await dailyEnvironment()),
    },
  })
  process.stdout.write(
    `Roomwarden in development: ${server.url}\nFirst admin: npm run user -- add --email you@example.org --role admin\n`,
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.stop().then(() => process.exit(0)))
  server.process.once('exit', (code) => process.exit(code ?? 0))
}

async function dailyEnvironment(): Promise<Record<string, string>> {
  if (process.env.DAILY_API_KEY) return {}
  const sandbox = await startSandbox()
  fillSamples(sandbox)
  startLife(sandbox, { seed: 7 })
  return { DAILY_API_KEY: sandbox.apiKey, DAILY_API_URL: sandbox.url }
}

await main()
