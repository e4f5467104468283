import 'server-only'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { log } from '#lib/log'
import { type Operator, Refusal } from '#lib/permissions/permissions'

/** Puts a refused write on record. A record that cannot be written must not turn the refusal into something else. */
export async function recordRefusal(operator: Operator | null, error: unknown): Promise<void> {
  if (operator === null || !(error instanceof Refusal)) return
  const actor = toActor(operator)
  const { permission, room } = error
  try {
    await inTransaction((tx) =>
      appendAudit(tx, {
        actor,
        verb: permission,
        result: 'refused',
        ...(room === undefined ? {} : { room }),
        details: { role: operator.role },
      }),
    )
  } catch (cause) {
    log().error(
      { permission, cause: cause instanceof Error ? cause.name : 'unknown' },
      'a refusal could not be recorded',
    )
  }
}
