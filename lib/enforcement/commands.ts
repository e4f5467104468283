import 'server-only'
import { eq } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { ALLOWANCE_KEY, PAUSED_KEY, pauseValue } from './cap.ts'
import type { ResumeInput } from './schemas.ts'

const ALLOWED_FOR_MS = 600_000

/**
 * Lets enforcement go on, for ten minutes with as many people as it stopped at. `at` is the pause that the admin saw:
 * another one since then is not theirs to end.
 */
export async function resumeEnforcement(
  operator: Operator,
  { at }: ResumeInput,
): Promise<{ people: number }> {
  assertCan(operator, 'settings.manage')
  return inTransaction(async (tx) => {
    const [row] = await tx
      .delete(settings)
      .where(eq(settings.key, PAUSED_KEY))
      .returning({ value: settings.value })
    const pause = pauseValue.safeParse(row?.value).data
    if (pause === undefined)
      throw new AppError('conflict', 'Enforcement goes on already: a colleague was faster.')
    if (pause.at !== at)
      throw new AppError('conflict', 'Enforcement has stopped anew meanwhile. Look at the new numbers first.')
    const value = { people: pause.people, until: Date.now() + ALLOWED_FOR_MS }
    await tx
      .insert(settings)
      .values({ key: ALLOWANCE_KEY, value })
      .onConflictDoUpdate({ target: settings.key, set: { value } })
    await appendAudit(tx, {
      actor: toActor(operator),
      verb: 'enforcement.resume',
      result: 'done',
      details: { people: pause.people },
    })
    return { people: pause.people }
  })
}
