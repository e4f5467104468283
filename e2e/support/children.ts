import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export type Child = {
  process: ChildProcess
  /** Standard output and error, once the process has ended. */
  output: Promise<string>
  code: Promise<number | null>
  /** Ends it as a power cut would. */
  kill: () => Promise<void>
}

/** Runs a few lines of module code in a process of its own, from the project's folder, with only this environment added. */
export function runChild(code: string, env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['--conditions=react-server', '--input-type=module', '-e', code], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const output = Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join(''))
  return {
    process: child,
    output,
    code: ended.then(([exitCode]) => exitCode),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
