import { type SandboxOptions, startSandbox } from './index.ts'
import { startLife } from './life.ts'
import { realisticQuirks } from './quirks.ts'
import { fillSamples } from './samples.ts'

const USUAL_PORT = 4010

const apiKey = process.env.SANDBOX_API_KEY
const options: SandboxOptions = { quirks: realisticQuirks, ...(apiKey ? { apiKey } : {}) }
const sandbox = await startOnPort()
fillSamples(sandbox)
startLife(sandbox)

process.stdout.write(`Sandbox of Daily's API, with ${sandbox.rooms().length} rooms and ${sandbox.people().length} people

  DAILY_API_URL=${sandbox.url}
  DAILY_API_KEY=${sandbox.apiKey}

  control       ${sandbox.controlUrl}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close())
}

function startOnPort() {
  const chosen = process.env.SANDBOX_PORT
  if (chosen) return startSandbox({ ...options, port: Number(chosen) })
  return startSandbox({ ...options, port: USUAL_PORT }).catch(() => startSandbox(options))
}
