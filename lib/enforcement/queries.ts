import 'server-only'
import { database } from '#lib/db/database'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { findPause, type Pause } from './cap.ts'

/** Why bans are not put into effect at present, or null. */
export async function getEnforcementPause(operator: Operator): Promise<Pause | null> {
  assertCan(operator, 'ban.see')
  return findPause(await database())
}
