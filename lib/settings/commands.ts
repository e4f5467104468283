import 'server-only'
import { appendAudit } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { getCallsPerSecond, PACE_KEY } from './queries.ts'
import type { PaceInput } from './schemas.ts'

/** Takes effect within seconds, without a restart. */
export async function changePace(operator: Operator, { callsPerSecond }: PaceInput): Promise<PaceInput> {
  assertCan(operator, 'settings.manage')
  const before = await getCallsPerSecond()
  await inTransaction(async (tx) => {
    await tx
      .insert(settings)
      .values({ key: PACE_KEY, value: callsPerSecond })
      .onConflictDoUpdate({ target: settings.key, set: { value: callsPerSecond } })
    const actor = { kind: 'operator', id: operator.id, name: operator.name } as const
    await appendAudit(tx, {
      actor,
      verb: 'settings.manage',
      result: 'done',
      details: { callsPerSecond, before },
    })
  })
  return { callsPerSecond }
}
