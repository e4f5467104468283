import { spawn } from 'node:child_process'
import { once } from 'node:events'

const CHILD = 'ROOMWARDEN_ZONE_CHILD'

/** Whether this process is one that `runInZone` started. */
export function isZoneChild(): boolean {
  return process.env[CHILD] !== undefined
}

/** Runs a test file in a process of its own whose zone is `zone`. */
export async function runInZone(file: string, zone: string): Promise<{ code: number; output: string }> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--disable-warning=ExperimentalWarning', file],
    { env: { ...environment, TZ: zone, [CHILD]: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const [code] = await once(child, 'close')
  return { code: code ?? 1, output }
}
