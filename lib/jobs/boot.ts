import 'server-only'
import { eq } from 'drizzle-orm'
import { AUDIT_COMMANDS } from '#lib/audit/shell-commands'
import { USER_COMMANDS } from '#lib/auth/shell-commands'
import { addFirstAdmin } from '#lib/auth/team'
import { TOKEN_COMMANDS } from '#lib/auth/token-shell'
import { onBans } from '#lib/bans/listeners'
import { routeConsoleToLog } from '#lib/console-to-log'
import { serveControl } from '#lib/db/control-socket'
import { closeDatabase, database, databaseKind } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { confirmDecisions } from '#lib/decisions/confirm'
import { onDecisions } from '#lib/decisions/listeners'
import { releaseDeadWorkers } from '#lib/decisions/resume'
import { stopSettling } from '#lib/decisions/settle'
import { enforceBans } from '#lib/enforcement/events'
import { env, readEnv } from '#lib/env'
import { log } from '#lib/log'
import { onTold } from '#lib/outbox/listeners'
import { refreshPolicies } from '#lib/policies/book'
import { keepPoliciesFresh } from '#lib/policies/events'
import { onArrival, onPresence } from '#lib/presence/listeners'
import { refreshHere, refreshHereSoon } from '#lib/reports/here'
import { startObserver } from './observer.ts'

const STOP_WITHIN_MS = 1_500
const DEMO_KEY = 'demo'

/** Checks, opens and starts everything, or ends the process with one line a fault: a half-started server helps nobody. */
export async function boot(): Promise<void> {
  const reading = readEnv()
  routeConsoleToLog()
  if (!reading.ok) return refuse('Roomwarden cannot start:', ...reading.faults.map((fault) => `  ${fault}`))
  try {
    await openDatabase()
    await startServing()
  } catch (error) {
    refuse(error instanceof Error ? error.message : 'Roomwarden cannot start.')
  }
}

async function openDatabase(): Promise<void> {
  const db = await database()
  const isDemo = env().ROOMWARDEN_DEMO !== undefined
  const [marked] = await db.select({ key: settings.key }).from(settings).where(eq(settings.key, DEMO_KEY))
  if (marked !== undefined && !isDemo) {
    refuse(
      'This database belongs to the demo: its operators’ passwords were printed. Set another DATA_DIR or DATABASE_URL.',
    )
  }
  if (isDemo) await db.insert(settings).values({ key: DEMO_KEY, value: true }).onConflictDoNothing()
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = env()
  if (
    ADMIN_EMAIL !== undefined &&
    ADMIN_PASSWORD !== undefined &&
    (await addFirstAdmin(ADMIN_EMAIL, ADMIN_PASSWORD))
  ) {
    log().info('the first admin was created')
  }
}

async function startServing(): Promise<void> {
  if ((await databaseKind()) === 'embedded')
    await serveControl(env().DATA_DIR, { ...USER_COMMANDS, ...TOKEN_COMMANDS, ...AUDIT_COMMANDS })
  await refreshPolicies()
  const stopReading = keepPoliciesFresh()
  await releaseDeadWorkers()
  onPresence('enforce', () => enforceBans())
  onPresence('confirm', (news) => confirmDecisions(news))
  onPresence('reports', () => refreshHere())
  const observer = startObserver()
  onArrival(() => {
    observer.enforceSoon()
    refreshHereSoon()
  })
  onBans(observer.enforceSoon)
  onTold(observer.deliverSoon)
  onDecisions({ bulkStored: observer.resumeSoon, bansStored: observer.enforceSoon })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void shutDown(observer.stop, stopReading))
}

/** An idle server ends at once; calls under way get a moment, and what is left open is taken up at the next start. */
async function shutDown(stopObserver: () => Promise<void>, stopReading: () => void): Promise<void> {
  stopReading()
  const forced = setTimeout(() => process.exit(0), STOP_WITHIN_MS)
  await Promise.allSettled([stopObserver(), stopSettling()])
  await closeDatabase().catch(() => {})
  clearTimeout(forced)
  process.exit(0)
}

function refuse(...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(1)
}
