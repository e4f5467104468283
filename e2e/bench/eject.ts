import { randomUUID } from 'node:crypto'
import { callServerAction, findServerAction } from '#e2e/support/actions'
import { signInOverHttp } from '#e2e/support/http-session'
import { findFreePort } from '#e2e/support/ports'
import { type Product, startProduct } from '#e2e/support/product'
import { startServer } from '#e2e/support/server'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { median, printTable, quantile } from './statistics.ts'

const DAILY_LATENCY_MS = 50
const PAIRS = 80
const WARM_UP = 10
const BARE = 'e2e/bench/bare'
const ROOM = 'bench'

type Timed = () => Promise<number>

/** Ejects one person through the product's action and through a bare one in turn, against the same sandbox. */
export async function ejectBench(): Promise<void> {
  const rows = [['eject through', 'product ms', 'bare ms', 'p95 product', 'ratio of medians', 'aim']]
  for (const database of benchDatabases()) rows.push(await compare(database))
  printTable(`One eject, Daily answering after ${DAILY_LATENCY_MS} ms, ${PAIRS} pairs`, rows)
}

async function compare({ name, serverUrl }: BenchDatabase): Promise<string[]> {
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: { PRESENCE_INTERVAL_SECONDS: '15', LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false, latency: { eject: DAILY_LATENCY_MS } },
  })
  const bare = await startBare(product)
  try {
    await addTeam(product.environment)
    const ejectHere = await productEject(product)
    const ejectBare = bareEject(product, bare.url)
    const here: number[] = []
    const there: number[] = []
    for (let pair = 0; pair < PAIRS + WARM_UP; pair += 1) {
      const [a, b] = [await ejectHere(), await ejectBare()]
      if (pair >= WARM_UP) {
        here.push(a)
        there.push(b)
      }
    }
    const ratio = median(here) / median(there)
    return [
      name,
      median(here).toFixed(1),
      median(there).toFixed(1),
      quantile(here, 0.95).toFixed(1),
      ratio.toFixed(2),
      '1.30',
    ]
  } finally {
    await bare.stop()
    await product.stop()
  }
}

async function startBare(product: Product) {
  const { DAILY_API_URL = '', DAILY_API_KEY = '' } = product.environment
  return startServer({
    folder: BARE,
    port: await findFreePort(),
    environment: { DAILY_API_URL, DAILY_API_KEY },
    logFile: product.logFile,
    readyPath: '/',
  })
}

async function productEject({ url, sandbox }: Product): Promise<Timed> {
  sandbox.createRoom({ name: ROOM, privacy: 'private' })
  const cookie = await signInOverHttp(url, emailOf('moderator'), PASSWORD)
  const { id } = findServerAction('ejectAction')
  return async () => {
    const participantId = sandbox.join(ROOM, { userId: `u-${randomUUID().slice(0, 8)}`, userName: 'Sam' })
    const input = {
      room: ROOM,
      intentKey: randomUUID(),
      targets: [{ kind: 'participant', id: participantId }],
      ban: false,
      policy: 'spam',
      reason: 'bench',
    }
    const startedMs = performance.now()
    const { text } = await callServerAction({ url: `${url}/rooms/${ROOM}`, id, args: [input], cookie })
    const tookMs = performance.now() - startedMs
    if (!text.includes('"outcome":"ejected"')) throw new Error('The product did not eject.')
    return tookMs
  }
}

function bareEject({ sandbox }: Product, url: string): Timed {
  const { id } = findServerAction('forwardEject', `${BARE}/.next`)
  return async () => {
    const participantId = sandbox.join(ROOM, { userId: `u-${randomUUID().slice(0, 8)}`, userName: 'Sam' })
    const startedMs = performance.now()
    const { text } = await callServerAction({
      url: `${url}/`,
      id,
      args: [ROOM, { ids: [participantId], ban: false }],
    })
    const tookMs = performance.now() - startedMs
    if (!text.includes(participantId)) throw new Error('The bare action did not eject.')
    return tookMs
  }
}
