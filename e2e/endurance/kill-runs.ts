import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { callServerAction, findServerAction } from '#e2e/support/actions'
import { signInOverHttp } from '#e2e/support/http-session'
import { type Product, startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'

export type KillRun = {
  killedAfterMs: number
  acknowledged: boolean
  stored: boolean
  settled: boolean
  /** Targets shown as ejected although the sandbox still has them, or never ejected them. */
  falseSuccesses: number
  outcomes: Record<string, number>
}

type Options = { runs: number; ids: number; killWithinMs: number; databaseServerUrl?: string | undefined }

const SETTLE_WITHIN_MS = 60_000
const summary = z.object({ id: z.string(), status: z.enum(['open', 'settled']), askedAt: z.number() })
const view = summary.extend({
  targets: z.array(
    z.object({ id: z.string(), userId: z.string().nullable(), outcome: z.string().nullable() }),
  ),
})

/**
 * Kills the server with SIGKILL at a random moment after the button was pressed, starts it again on the same data and
 * looks what became of the decision. Half of the people named are in the room.
 */
export async function killRuns({ runs, ids, killWithinMs, databaseServerUrl }: Options): Promise<KillRun[]> {
  const product = await startProduct({
    databaseServerUrl,
    environment: { LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false, latency: { eject: [40, 400] } },
  })
  try {
    await addTeam(product.environment)
    const cookie = await signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
    const results: KillRun[] = []
    for (let run = 0; run < runs; run += 1)
      results.push(await killOnce(product, cookie, { ids, killWithinMs, run }))
    return results
  } finally {
    await product.stop()
  }
}

async function killOnce(
  product: Product,
  cookie: string,
  { ids, killWithinMs, run }: { ids: number; killWithinMs: number; run: number },
): Promise<KillRun> {
  const room = `kill-${run}`
  const { sandbox, url } = product
  sandbox.createRoom({ name: room, privacy: 'private' })
  const userIds = Array.from({ length: ids }, (_, index) => `r${run}-u${index}`)
  sandbox.joinMany(
    room,
    userIds.slice(0, ids / 2).map((userId) => ({ userId, userName: userId })),
  )
  await waitForRoster(url, cookie, room, ids / 2)
  sandbox.clearRequests()
  const killedAfterMs = Math.random() * killWithinMs
  const intentKey = randomUUID()
  const answer = callServerAction({
    url: `${url}/rooms/${room}`,
    id: findServerAction('ejectAction').id,
    args: [
      {
        room,
        intentKey,
        targets: userIds.map((id) => ({ kind: 'user', id })),
        ban: run % 2 === 1,
        policy: 'spam',
      },
    ],
    cookie,
  }).then(
    ({ text }) => text.includes('"ok":true'),
    () => false,
  )
  await delay(killedAfterMs)
  await product.restart('SIGKILL')
  const acknowledged = await answer
  return { killedAfterMs: Math.round(killedAfterMs), acknowledged, ...(await inspect(product, cookie, room)) }
}

async function inspect({ url, sandbox }: Product, cookie: string, room: string) {
  const decision = await waitUntilSettled(url, cookie, room)
  if (decision === null) return { stored: false, settled: true, falseSuccesses: 0, outcomes: {} }
  const outcomes: Record<string, number> = {}
  for (const { outcome } of decision.targets)
    outcomes[outcome ?? 'open'] = (outcomes[outcome ?? 'open'] ?? 0) + 1
  const stillThere = new Set(sandbox.people(room).map((person) => person.userId))
  const claimed = decision.targets.filter(
    ({ outcome, userId }) => outcome === 'ejected' && (stillThere.has(userId) || !wasEverThere(userId)),
  )
  return {
    stored: true,
    settled: decision.status === 'settled' && (outcomes.open ?? 0) === 0,
    falseSuccesses: claimed.length,
    outcomes,
  }
}

/** Only the first half of each run's people ever joined. */
function wasEverThere(userId: string | null): boolean {
  const [, index] = userId?.match(/-u(\d+)$/) ?? []
  return index !== undefined && Number(index) < 250
}

async function waitUntilSettled(
  url: string,
  cookie: string,
  room: string,
): Promise<z.infer<typeof view> | null> {
  const giveUpAt = Date.now() + SETTLE_WITHIN_MS
  for (;;) {
    const list = await read(
      `${url}/api/rooms/${room}/decisions`,
      cookie,
      z.object({ decisions: z.array(summary) }),
    )
    const own = list.decisions.filter((decision) => decision.askedAt > 0).at(-1)
    if (own === undefined) return null
    if (own.status === 'settled' || Date.now() > giveUpAt)
      return read(`${url}/api/decisions/${own.id}`, cookie, view)
    await delay(200)
  }
}

async function waitForRoster(url: string, cookie: string, room: string, people: number): Promise<void> {
  const roster = z.object({ rows: z.array(z.unknown()) })
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await read(`${url}/api/rooms/${room}/roster`, cookie, roster)
    if (rows.length >= people) return
    await delay(200)
  }
  throw new Error(`The roster of ${room} never showed ${people} people.`)
}

async function read<T>(address: string, cookie: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(address, { headers: { cookie } })
  return schema.parse(await response.json())
}
