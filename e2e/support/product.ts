import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { MARKER_KEY, TEST_ENV } from './environment.ts'
import { findFreePort } from './ports.ts'
import { createPostgresDatabase } from './postgres.ts'
import { type RunningServer, startServer } from './server.ts'

export type Product = {
  url: string
  folder: string
  logFile: string
  sandbox: Sandbox
  environment: Record<string, string>
  /** Kills or ends the server and starts it again on the same data and address. */
  restart: (signal: NodeJS.Signals) => Promise<void>
  /** Kills the server and leaves its data and the sandbox. */
  kill: () => Promise<void>
  pid: () => number
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
    ...TEST_ENV,
    DAILY_API_URL: sandbox.url,
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
    kill: () => server.stop('SIGKILL'),
    pid: () => server.process.pid ?? 0,
    lastStopMs: () => stopMs,
    stop: async () => {
      await server.stop()
      await sandbox.close()
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Instance = { url: string; logFile: string; kill: () => Promise<void> }

/** A second server on the same database and sandbox, at an address of its own. */
export async function startBeside({ environment, folder }: Product): Promise<Instance> {
  const port = await findFreePort()
  const logFile = join(folder, `server-${port}.log`)
  const url = `http://127.0.0.1:${port}`
  const server = await startServer({ port, environment: { ...environment, APP_URL: url }, logFile })
  return { url, logFile, kill: () => server.stop('SIGKILL') }
}
