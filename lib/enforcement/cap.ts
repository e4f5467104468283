import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { appendAudit, SYSTEM } from '#lib/audit/record'
import type { Queryable, Transaction } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { log } from '#lib/log'
import { ENFORCEMENT_CAP_KEY, enforcementCapOf } from '#lib/settings/queries'

export const PAUSED_KEY = 'enforcement_paused'
export const ALLOWANCE_KEY = 'enforcement_allowance'

/** What stopped enforcement: how many different people in a minute, against how many. Times in milliseconds. */
export const pauseValue = z.object({ at: z.number(), people: z.number(), cap: z.number() })
export type Pause = z.output<typeof pauseValue>

const allowanceValue = z.object({ people: z.number(), until: z.number() })

type Offender = { userId: string }

/**
 * False while enforcement is paused. More different user IDs within a minute than the cap pauses it, so that a mistaken
 * pattern empties no room; an admin lets it go on.
 */
export async function isWithinCap(tx: Transaction, offences: readonly Offender[]): Promise<boolean> {
  const values = await readValues(tx)
  if (pauseValue.safeParse(values.get(PAUSED_KEY)).success) return false
  const allowance = allowanceValue.safeParse(values.get(ALLOWANCE_KEY))
  const isAllowed = allowance.success && allowance.data.until > Date.now()
  const cap = Math.max(
    enforcementCapOf(values.get(ENFORCEMENT_CAP_KEY)),
    isAllowed ? allowance.data.people : 0,
  )
  const people = new Set([...(await enforcedLately(tx)), ...offences.map(({ userId }) => userId)]).size
  if (people <= cap) return true
  await pause(tx, { at: Date.now(), people, cap })
  return false
}

async function readValues(db: Queryable): Promise<Map<string, unknown>> {
  const rows = await db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(sql`${settings.key} in (${PAUSED_KEY}, ${ALLOWANCE_KEY}, ${ENFORCEMENT_CAP_KEY})`)
  return new Map(rows.map(({ key, value }) => [key, value]))
}

async function enforcedLately(db: Queryable): Promise<string[]> {
  const { rows } = await db.execute<{ userId: string }>(sql`
    select distinct t.user_id as "userId" from decisions d join decision_targets t on t.decision_id = d.id
    where d.source = 'enforcement' and d.asked_at > now() - interval '1 minute' and t.user_id is not null`)
  return rows.map(({ userId }) => userId)
}

async function pause(tx: Transaction, value: Pause): Promise<void> {
  await tx.insert(settings).values({ key: PAUSED_KEY, value }).onConflictDoNothing()
  await appendAudit(tx, {
    actor: SYSTEM,
    verb: 'enforcement.pause',
    result: 'done',
    details: { people: value.people, cap: value.cap },
  })
  log().error(
    { people: value.people, cap: value.cap },
    'enforcement is paused: bans would eject more people than allowed',
  )
}

export async function findPause(db: Queryable): Promise<Pause | null> {
  return pauseValue.safeParse((await readValues(db)).get(PAUSED_KEY)).data ?? null
}
