import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { findFreePort } from './ports.ts'
import { createPostgresDatabase } from './postgres.ts'
import { type RunningServer, startServer } from './server.ts'

/** Found in the key of every test: nowhere else may it ever stand. */
export const MARKER_KEY = 'marker-key-5c1e90d7'

export type Product = {
  url: string
  folder: string
  logFile: string
  sandbox: Sandbox
  environment: Record<string, string>
  /** Kills or ends the server and starts it again on the same data and address. */
  restart: (signal: NodeJS.Signals) => Promise<void>
  /** How long the server took to end at the last restart. */
  lastStopMs: () => number
  stop: () => Promise<void>
}

type ProductOptions = {
  databaseServerUrl?: string | undefined
  environment?: Record<string, string>
  sandbox?: Parameters<typeof startSandbox>[0]
}

/** The built app on a port and data of its own, against a sandbox of its own. */
export async function startProduct({
  databaseServerUrl,
  environment = {},
  sandbox: options = {},
}: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'roomwarden-'))
  const sandbox = await startSandbox({ apiKey: MARKER_KEY, ...options })
  const database = databaseServerUrl === undefined ? null : await createPostgresDatabase(databaseServerUrl)
  const port = await findFreePort()
  const logFile = join(folder, 'server.log')
  const all = {
    DAILY_API_KEY: MARKER_KEY,
    DAILY_API_URL: sandbox.url,
    AUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    APP_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: database?.url ?? '',
    PRESENCE_INTERVAL_SECONDS: '1',
    ...environment,
  }
  let stopMs = 0
  let server: RunningServer = await startServer({ port, environment: all, logFile })
  return {
    url: server.url,
    folder,
    logFile,
    sandbox,
    environment: all,
    restart: async (signal) => {
      const startedMs = performance.now()
      await server.stop(signal)
      stopMs = performance.now() - startedMs
      server = await startServer({ port, environment: all, logFile })
    },
    lastStopMs: () => stopMs,
    stop: async () => {
      await server.stop()
      await sandbox.close()
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
