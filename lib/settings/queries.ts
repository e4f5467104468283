import 'server-only'
import { eq } from 'drizzle-orm'
import { isApprovalOn } from '#lib/bans/approval'
import { database } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import {
  type BanApprovalInput,
  DEFAULT_CALLS_PER_SECOND,
  DEFAULT_ENFORCEMENT_CAP,
  DEFAULT_HISTORY_DAYS,
  DEFAULT_JOIN_WAVE,
  type EnforcementCapInput,
  enforcementCapInput,
  type HistoryInput,
  historyInput,
  type JoinWaveInput,
  joinWaveInput,
  type PaceInput,
  paceInput,
} from './schemas.ts'

export const PACE_KEY = 'calls_per_second'
export const JOIN_WAVE_KEY = 'join_wave'
export const HISTORY_KEY = 'history_days'
export const ENFORCEMENT_CAP_KEY = 'enforcement_cap'

export async function getPace(operator: Operator): Promise<PaceInput> {
  assertCan(operator, 'settings.manage')
  return { callsPerSecond: await getCallsPerSecond() }
}

export async function getJoinWaveSetting(operator: Operator): Promise<JoinWaveInput> {
  assertCan(operator, 'settings.manage')
  return getJoinWave()
}

export async function getHistorySetting(operator: Operator): Promise<HistoryInput> {
  assertCan(operator, 'settings.manage')
  return { days: await getHistoryDays() }
}

export async function getEnforcementCapSetting(operator: Operator): Promise<EnforcementCapInput> {
  assertCan(operator, 'settings.manage')
  return { people: await getEnforcementCap() }
}

export async function getEnforcementCap(): Promise<number> {
  return enforcementCapOf(await readValue(ENFORCEMENT_CAP_KEY))
}

/** The cap that a stored value means. */
export function enforcementCapOf(value: unknown): number {
  const cap = enforcementCapInput.safeParse({ people: value })
  return cap.success ? cap.data.people : DEFAULT_ENFORCEMENT_CAP
}

export async function getBanApproval(operator: Operator): Promise<BanApprovalInput> {
  assertCan(operator, 'settings.manage')
  return { secondAdmin: await isApprovalOn(await database()) }
}

/** For the observer. How many calls a second Roomwarden makes at most, all of it together. */
export async function getCallsPerSecond(): Promise<number> {
  const pace = paceInput.safeParse({ callsPerSecond: await readValue(PACE_KEY) })
  return pace.success ? pace.data.callsPerSecond : DEFAULT_CALLS_PER_SECOND
}

/** For the overview. From how many joins within how many minutes on a room has a join wave. */
export async function getJoinWave(): Promise<JoinWaveInput> {
  const wave = joinWaveInput.safeParse(await readValue(JOIN_WAVE_KEY))
  return wave.success ? wave.data : DEFAULT_JOIN_WAVE
}

/** For the daily purge. How long those who left, and what the webhook told, are kept. */
export async function getHistoryDays(): Promise<number> {
  const history = historyInput.safeParse({ days: await readValue(HISTORY_KEY) })
  return history.success ? history.data.days : DEFAULT_HISTORY_DAYS
}

async function readValue(key: string): Promise<unknown> {
  const db = await database()
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row?.value
}
