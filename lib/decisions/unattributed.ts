import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { appendAudit, SYSTEM } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { decisions, type Unattributed } from '#lib/db/schema'
import { userIdsOf } from './record-outcome.ts'

/**
 * Sessions Daily ejected for a user ID that presence did not know then: ghosts in later presence answers often tell
 * whose they were. Once all of a call are known, its other user IDs were not in the room.
 */
export async function resolveUnattributed(): Promise<void> {
  const db = await database()
  const rows = await db
    .select({ id: decisions.id, room: decisions.room, unattributed: decisions.unattributed })
    .from(decisions)
    .where(and(sql`watch_until > now()`, sql`unattributed <> '[]'::jsonb`))
  for (const { id, room, unattributed } of rows) {
    const owners = await userIdsOf(
      room,
      unattributed.map((session) => session.participantId),
    )
    if (owners.size > 0) await inTransaction((tx) => attribute(tx, { id, room, unattributed, owners }))
  }
}

type Found = { id: string; room: string; unattributed: Unattributed[]; owners: Map<string, string> }

async function attribute(tx: Transaction, { id, room, unattributed, owners }: Found): Promise<void> {
  for (const { participantId, callNo } of unattributed) {
    const userId = owners.get(participantId)
    if (userId === undefined) continue
    await tx.execute(sql`
      update decision_targets set outcome = case when kind = 'user' then 'ejected' else outcome end,
        reason = case when kind = 'user' then null else reason end,
        sessions = sessions || ${JSON.stringify([{ participantId, name: null, ejected: true, listed: false }])}::jsonb
      where decision_id = ${id}::uuid and call_no = ${callNo} and user_id = ${userId}`)
  }
  const left = unattributed.filter(({ participantId }) => !owners.has(participantId))
  await tx.update(decisions).set({ unattributed: left }).where(eq(decisions.id, id))
  const stillOpen = new Set(left.map((session) => session.callNo))
  for (const callNo of new Set(unattributed.map((session) => session.callNo))) {
    if (stillOpen.has(callNo)) continue
    await tx.execute(sql`
      update decision_targets set outcome = 'not_in_room', reason = null
      where decision_id = ${id}::uuid and call_no = ${callNo} and reason = 'unattributed'`)
  }
  await appendAudit(tx, {
    actor: SYSTEM,
    verb: 'participant.eject',
    result: 'found',
    room,
    decisionId: id,
    details: { attributed: owners.size, open: left.length },
    subjects: [...owners].map(([participantId, userId]) => ({
      kind: 'user',
      id: userId,
      userId,
      participantId,
    })),
  })
}
