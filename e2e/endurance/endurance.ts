import { benchDatabases } from '../bench/databases.ts'
import { median, printTable } from '../bench/statistics.ts'
import { buildIfStale } from '../demo/build.ts'
import { type KillRun, killRuns } from './kill-runs.ts'

const RUNS = Number(process.argv[2] ?? 50)
const IDS = 500

/** The long runs: the server killed in the middle of decisions, on each database. Ends with code 1 if a promise broke. */
async function main(): Promise<void> {
  buildIfStale()
  let broken = 0
  for (const { name, serverUrl } of benchDatabases()) {
    const runs = await killRuns({ runs: RUNS, ids: IDS, killWithinMs: 1_500, databaseServerUrl: serverUrl })
    broken += report(name, runs)
  }
  process.exit(broken === 0 ? 0 : 1)
}

function report(name: string, runs: KillRun[]): number {
  const lost = runs.filter((run) => run.acknowledged && !run.stored).length
  const open = runs.filter((run) => !run.settled).length
  const falseSuccesses = runs.reduce((sum, run) => sum + run.falseSuccesses, 0)
  const outcome = (word: string) => String(runs.reduce((sum, run) => sum + (run.outcomes[word] ?? 0), 0))
  printTable(`${name}: killed in the middle of ${IDS} IDs`, [
    [
      'runs',
      'acknowledged',
      'stored',
      'lost',
      'left open',
      'false successes',
      'median kill ms',
      'ejected',
      'not in room',
      'unconfirmed',
      'failed',
    ],
    [
      String(runs.length),
      String(runs.filter((run) => run.acknowledged).length),
      String(runs.filter((run) => run.stored).length),
      String(lost),
      String(open),
      String(falseSuccesses),
      median(runs.map((run) => run.killedAfterMs)).toFixed(0),
      outcome('ejected'),
      outcome('not_in_room'),
      outcome('unconfirmed'),
      outcome('failed'),
    ],
  ])
  return lost + open + falseSuccesses
}

await main()
