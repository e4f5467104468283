import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { inTexts, jsonRows } from '#lib/db/sql'

type SessionKey = { room: string; participantId: string }

/** The order in which everybody locks participants, so that two writers never wait for each other in a circle. */
export function inOrder<Session extends SessionKey>(sessions: readonly Session[]): Session[] {
  const order = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return sessions.toSorted((a, b) => order(a.room, b.room) || order(a.participantId, b.participantId))
}

export async function lockSessions(tx: Transaction, sessions: readonly SessionKey[]): Promise<void> {
  if (sessions.length === 0) return
  const keys = sessions.map(({ room, participantId }) => ({ room, participantId }))
  await tx.execute(sql`
    select 1 from participants p join jsonb_to_recordset(${jsonRows(keys)}) as r(room text, "participantId" text)
      on p.room = r.room and p.participant_id = r."participantId"
    order by p.room collate "C", p.participant_id collate "C" for update of p`)
}

/** Whose roster rows tell something new, though nothing about their sessions changed: a ban, a protection. */
export async function touchUsers(tx: Transaction, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.execute(sql`
    update participants p set user_id = p.user_id
    from (
      select room, participant_id from participants where left_at is null and user_id ${inTexts(userIds)}
      order by room collate "C", participant_id collate "C" for update
    ) touched
    where p.room = touched.room and p.participant_id = touched.participant_id`)
}

/** How a session ended that Daily ejected, else `otherwise`. */
export function endedHow(otherwise: 'left' | 'unknown'): SQL {
  return sql`case when p.ejected_at is null then ${otherwise} when p.ejected_with_ban then 'banned' else 'ejected' end`
}
