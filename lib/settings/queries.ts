import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { DEFAULT_CALLS_PER_SECOND, type PaceInput, paceInput } from './schemas.ts'

export const PACE_KEY = 'calls_per_second'

export async function getPace(operator: Operator): Promise<PaceInput> {
  assertCan(operator, 'settings.manage')
  return { callsPerSecond: await getCallsPerSecond() }
}

/** For the observer. How many calls a second Roomwarden makes at most, all of it together. */
export async function getCallsPerSecond(): Promise<number> {
  const db = await database()
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, PACE_KEY))
  const pace = paceInput.safeParse({ callsPerSecond: row?.value })
  return pace.success ? pace.data.callsPerSecond : DEFAULT_CALLS_PER_SECOND
}
