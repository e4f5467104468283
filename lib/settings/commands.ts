import 'server-only'
import type { Json } from '#lib/audit/chain'
import { appendAudit, toActor } from '#lib/audit/record'
import { APPROVAL_KEY } from '#lib/bans/approval'
import { inTransaction } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import {
  ENFORCEMENT_CAP_KEY,
  getBanApproval,
  getCallsPerSecond,
  getEnforcementCap,
  getHistoryDays,
  getJoinWave,
  HISTORY_KEY,
  JOIN_WAVE_KEY,
  PACE_KEY,
} from './queries.ts'
import type {
  BanApprovalInput,
  EnforcementCapInput,
  HistoryInput,
  JoinWaveInput,
  PaceInput,
} from './schemas.ts'

/** Takes effect within seconds, without a restart. */
export async function changePace(operator: Operator, { callsPerSecond }: PaceInput): Promise<PaceInput> {
  assertCan(operator, 'settings.manage')
  const before = await getCallsPerSecond()
  await store(operator, PACE_KEY, callsPerSecond, { callsPerSecond, before })
  return { callsPerSecond }
}

/** Holds from the next look at the overview on. */
export async function changeJoinWave(operator: Operator, joinWave: JoinWaveInput): Promise<JoinWaveInput> {
  assertCan(operator, 'settings.manage')
  const before = await getJoinWave()
  await store(operator, JOIN_WAVE_KEY, joinWave, { joinWave, before })
  return joinWave
}

/** Holds from the next daily purge on. */
export async function changeHistory(operator: Operator, { days }: HistoryInput): Promise<HistoryInput> {
  assertCan(operator, 'settings.manage')
  const before = await getHistoryDays()
  await store(operator, HISTORY_KEY, days, { historyDays: days, before })
  return { days }
}

/** Holds from the next enforcement on. */
export async function changeEnforcementCap(
  operator: Operator,
  { people }: EnforcementCapInput,
): Promise<EnforcementCapInput> {
  assertCan(operator, 'settings.manage')
  const before = await getEnforcementCap()
  await store(operator, ENFORCEMENT_CAP_KEY, people, { enforcementCap: people, before })
  return { people }
}

/** Holds from the next ban on. */
export async function changeBanApproval(
  operator: Operator,
  { secondAdmin }: BanApprovalInput,
): Promise<BanApprovalInput> {
  assertCan(operator, 'settings.manage')
  const before = (await getBanApproval(operator)).secondAdmin
  await store(operator, APPROVAL_KEY, secondAdmin, { banApproval: secondAdmin, before })
  return { secondAdmin }
}

async function store(operator: Operator, key: string, value: Json, details: Record<string, Json>) {
  await inTransaction(async (tx) => {
    await tx
      .insert(settings)
      .values({ key, value })
      .onConflictDoUpdate({ target: settings.key, set: { value } })
    await appendAudit(tx, { actor: toActor(operator), verb: 'settings.manage', result: 'done', details })
  })
}
