import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { protectedUserIds } from '#lib/db/schema'
import { jsonRows } from '#lib/db/sql'
import { parseTargets, type RejectedTarget } from '#lib/decisions/targets'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { touchUsers } from '#lib/presence/rows'
import type { ProtectInput, UnprotectInput } from './schemas.ts'

/** `added` + `already` + `duplicates` + `rejected` is everything that was pasted. */
export type Protected = { added: number; already: number; duplicates: number; rejected: RejectedTarget[] }

/** Protects every user ID of a list that is not protected yet. From then on nobody ejects or bans them. */
export async function protectUserIds(operator: Operator, { text, note }: ProtectInput): Promise<Protected> {
  assertCan(operator, 'protection.manage')
  const { accepted, rejected, duplicates, total } = parseTargets(text)
  if (total === 0) {
    const message = 'Paste at least one user ID.'
    throw new AppError('invalid_input', message, { fieldErrors: { text: message } })
  }
  const userIds = accepted.map((target) => target.id)
  const added = userIds.length === 0 ? [] : await inTransaction((tx) => protect(tx, operator, userIds, note))
  return {
    added: added.length,
    already: userIds.length - added.length,
    duplicates: duplicates.length,
    rejected,
  }
}

async function protect(tx: Transaction, operator: Operator, userIds: string[], note: string) {
  const added = await insertMissing(tx, operator, userIds, note)
  if (added.length === 0) return added
  await touchUsers(tx, added)
  await appendAudit(tx, {
    actor: toActor(operator),
    verb: 'protection.add',
    result: 'done',
    details: { added: added.length },
    subjects: [
      ...added.map((userId) => ({ kind: 'user', id: userId, userId })),
      ...(note === '' ? [] : [{ note }]),
    ],
  })
  return added
}

/** In one order for all, so that two lists at once never wait for each other in a circle. */
async function insertMissing(tx: Transaction, { name }: Operator, userIds: string[], note: string) {
  const { rows } = await tx.execute<{ userId: string }>(sql`
    insert into protected_user_ids (user_id, note, added_by)
    select r."userId", ${note}, ${name} from jsonb_to_recordset(${jsonRows(userIds.map((userId) => ({ userId })))})
      as r("userId" text) order by 1
    on conflict (user_id) do nothing returning user_id as "userId"`)
  return rows.map((row) => row.userId)
}

/** `removed` is false when somebody else was faster. */
export async function unprotectUserId(
  operator: Operator,
  { userId }: UnprotectInput,
): Promise<{ userId: string; removed: boolean }> {
  assertCan(operator, 'protection.manage')
  const removed = await inTransaction(async (tx) => {
    const rows = await tx
      .delete(protectedUserIds)
      .where(eq(protectedUserIds.userId, userId))
      .returning({ userId: protectedUserIds.userId })
    if (rows.length === 0) return false
    await touchUsers(tx, [userId])
    await appendAudit(tx, {
      actor: toActor(operator),
      verb: 'protection.remove',
      result: 'done',
      subjects: [{ kind: 'user', id: userId, userId }],
    })
    return true
  })
  return { userId, removed }
}
