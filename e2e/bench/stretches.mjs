// Loaded into the server with --import: notes when its event loop stood still and what ran meanwhile. On SIGUSR2 it
// writes what it saw to the file in STRETCHES_FILE and begins anew.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

const TICK_MS = 5
const LONG_MS = 50
const file = process.env.STRETCHES_FILE
const nowUs = () => Number(process.hrtime.bigint() / 1_000n)

if (file !== undefined && process.argv.some((argument) => argument.endsWith('bin/next'))) {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 2_000 })
  await session.post('Profiler.start')
  let stretches = []
  let lastUs = nowUs()
  setInterval(() => {
    const us = nowUs()
    if (us - lastUs > (LONG_MS + TICK_MS) * 1_000) stretches.push({ fromUs: lastUs, toUs: us })
    lastUs = us
  }, TICK_MS).unref()
  process.on('SIGUSR2', async () => {
    const seen = stretches
    const { profile } = await session.post('Profiler.stop')
    writeFileSync(
      file,
      JSON.stringify(seen.map((stretch) => ({ ...stretch, causes: causesOf(profile, stretch) }))),
    )
    stretches = []
    lastUs = nowUs()
    await session.post('Profiler.start')
  })
}

function causesOf({ nodes, samples, timeDeltas, startTime }, { fromUs, toUs }) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const spent = {}
  let atUs = startTime
  for (const [index, id] of samples.entries()) {
    atUs += timeDeltas[index]
    if (atUs < fromUs || atUs > toUs) continue
    const kind = kindOf(byId.get(id).callFrame)
    spent[kind] = (spent[kind] ?? 0) + timeDeltas[index] / 1_000
  }
  return spent
}

function kindOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(idle)' || functionName === '(program)') return 'other processes'
  if (url.startsWith('wasm:') || url.includes('pglite')) return 'embedded database'
  if (url.includes('.next/server')) return 'Roomwarden'
  return url.includes('node_modules/next') ? 'Next' : 'Node'
}
