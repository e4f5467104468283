import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { callServerAction, findServerAction } from '#e2e/support/actions'
import { signInOverHttp } from '#e2e/support/http-session'
import { type Product, startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { printTable } from './statistics.ts'

const IDS = 10_000
const CALLS_PER_SECOND = 20
const ROOM = 'bench'
const GIVE_UP_MS = 120_000
/** The pace is read at intervals, and Daily's window of 5 s must be empty again. */
const PAUSE_MS = 6_000

const decision = z.object({
  id: z.string(),
  status: z.enum(['open', 'settled']),
  settledAt: z.number().nullable(),
  calls: z.object({ planned: z.number(), done: z.number() }),
  counts: z.object({ not_in_room: z.number(), ejected: z.number() }),
})

/** Ten thousand user IDs at the pace Daily allows, from pressing the button to the last outcome. */
export async function bulkBench(): Promise<void> {
  const rows = [
    ['database', 'ban', 'list', 'calls', 'seconds', 'stored after', 'time over calls ÷ 20 s', 'aim'],
  ]
  for (const database of benchDatabases()) {
    for (const ban of [false, true]) rows.push(...(await measure(database, ban)))
  }
  printTable(`${IDS.toLocaleString('en')} user IDs, ${CALLS_PER_SECOND} calls a second`, rows)
}

/** The first list of a server that was just started, and a later one. */
async function measure({ name, serverUrl }: BenchDatabase, ban: boolean): Promise<string[][]> {
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: { PRESENCE_INTERVAL_SECONDS: '15', LOG_LEVEL: 'warn' },
  })
  try {
    await addTeam(product.environment)
    await setPace(product)
    product.sandbox.createRoom({ name: ROOM, privacy: 'private' })
    product.sandbox.join(ROOM, { userId: 'stays', userName: 'Stays' })
    const rows: string[][] = []
    for (const list of ['first', 'second']) {
      await delay(PAUSE_MS)
      const { tookMs, storedMs, calls } = await run(product, list, ban)
      const ratio = tookMs / ((calls / CALLS_PER_SECOND) * 1_000)
      rows.push([
        name,
        ban ? 'on' : 'off',
        list,
        String(calls),
        (tookMs / 1_000).toFixed(2),
        `${storedMs.toFixed(0)} ms`,
        ratio.toFixed(2),
        '1.10',
      ])
    }
    return rows
  } finally {
    await product.stop()
  }
}

async function setPace({ url }: Product): Promise<void> {
  const cookie = await signInOverHttp(url, emailOf('admin'), PASSWORD)
  const { id } = findServerAction('changePaceAction')
  const { text } = await callServerAction({
    url: `${url}/settings`,
    id,
    args: [{ result: null, typed: '' }, { callsPerSecond: CALLS_PER_SECOND }],
    cookie,
  })
  if (!text.includes('"ok":true')) throw new Error('The pace could not be set.')
}

async function run({ url }: Product, list: string, ban: boolean) {
  const cookie = await signInOverHttp(url, emailOf('moderator'), PASSWORD)
  const { id } = findServerAction('ejectAction')
  const targets = Array.from({ length: IDS }, (_, index) => ({ kind: 'user', id: `raid-${list}-${index}` }))
  const pressedAt = Date.now()
  const startedMs = performance.now()
  const { value } = await callServerAction({
    url: `${url}/rooms/${ROOM}`,
    id,
    args: [{ room: ROOM, intentKey: randomUUID(), targets, ban, policy: 'spam', reason: '' }],
    cookie,
  })
  const storedMs = performance.now() - startedMs
  const stored = z.object({ ok: z.literal(true), data: decision }).parse(value).data
  for (;;) {
    const answer = await fetch(`${url}/api/decisions/${stored.id}`, { headers: { cookie } })
    const tookMs = performance.now() - startedMs
    const now = decision.parse(await answer.json())
    if (now.status === 'settled') {
      if (now.counts.not_in_room !== IDS)
        throw new Error(`Only ${now.counts.not_in_room} of ${IDS} outcomes are as they should be.`)
      // The page learns of the end a little later; the decision's own clock says when the list was done.
      return {
        tookMs: Math.min(tookMs, (now.settledAt ?? Number.POSITIVE_INFINITY) - pressedAt),
        storedMs,
        calls: now.calls.done,
      }
    }
    if (tookMs > GIVE_UP_MS) throw new Error('The list did not settle.')
    await delay(50)
  }
}
