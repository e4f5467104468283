import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const NEXT = 'node_modules/next/dist/bin/next'
const START_WITHIN_MS = 120_000

export type ServerOptions = {
  port: number
  environment: Record<string, string>
  /** `start` serves the built app, `dev` builds while it serves. */
  mode?: 'start' | 'dev'
  /** Where the server's output goes; the terminal when absent. */
  logFile?: string
  /** The app's folder and an address that answers once it is up, for apps other than Roomwarden itself. */
  folder?: string
  readyPath?: string
}

export type RunningServer = {
  url: string
  process: ChildProcess
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

/** Starts the app on 127.0.0.1 and waits until it answers that it is ready. */
export async function startServer({
  port,
  environment,
  mode = 'start',
  logFile,
  folder = '.',
  readyPath = '/api/health/ready',
}: ServerOptions): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    [NEXT, mode, folder, '--hostname', '127.0.0.1', '--port', String(port)],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(port),
        ...environment,
      },
      stdio: logFile === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    },
  )
  if (logFile !== undefined) keepOutput(child, logFile)
  const url = `http://127.0.0.1:${port}`
  await waitUntilReady(child, url + readyPath)
  return { url, process: child, stop: (signal = 'SIGTERM') => end(child, signal) }
}

function keepOutput(child: ChildProcess, logFile: string): void {
  const file = createWriteStream(logFile, { flags: 'a' })
  child.stdout?.pipe(file, { end: false })
  child.stderr?.pipe(file, { end: false })
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  const giveUpAt = Date.now() + START_WITHIN_MS
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with code ${child.exitCode} instead of starting.`)
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await delay(100)
  }
  await end(child, 'SIGKILL')
  throw new Error('The server did not become ready in time.')
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
