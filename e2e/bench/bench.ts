import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { buildIfStale } from '../demo/build.ts'
import { bulkBench } from './bulk.ts'
import { ejectBench } from './eject.ts'
import { enforceBench } from './enforce.ts'
import { gateBench } from './gate.ts'
import { historyBench } from './history.ts'
import { parserBench } from './parser.ts'
import { presenceBench } from './presence.ts'
import { reportsBench } from './reports.ts'
import { screenBench } from './screen.ts'
import { printTable } from './statistics.ts'
import { webhookBench } from './webhook.ts'
import { weightBench } from './weight.ts'

const BENCHES = {
  parser: printParser,
  eject: ejectBench,
  bulk: bulkBench,
  weight: weightBench,
  presence: presenceBench,
  webhook: webhookBench,
  enforce: enforceBench,
  gate: gateBench,
  reports: reportsBench,
  history: historyBench,
  screen: screenBench,
}

/** All benchmarks, or those named: `npm run bench -- eject weight`. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  buildIfStale()
  buildBeside('bare')
  buildBeside('intake')
  for (const [name, run] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await run()
  }
}

async function printParser(): Promise<void> {
  const rows = await parserBench()
  printTable('Reading 1 MB of pasted text', [
    ['shape', 'kB', 'entries', 'ms', 'to the first', 'aim ms'],
    ...rows.map(({ shape, kilobytes, entries, medianMs, ratio }) => [
      shape,
      String(kilobytes),
      String(entries),
      medianMs.toFixed(1),
      ratio.toFixed(2),
      '200',
    ]),
  ])
}

/** Small apps that stand beside the product: something to compare with. Over an older build of itself one may not build. */
function buildBeside(app: string): void {
  rmSync(`e2e/bench/${app}/.next`, { recursive: true, force: true })
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'build', `e2e/bench/${app}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' },
    },
  )
  if (status !== 0) throw new Error(`The app ${app} did not build.`)
}

await main()
