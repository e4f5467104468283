import 'server-only'
import { sql } from 'drizzle-orm'
import type { EjectRequest } from '#lib/daily/eject'
import { database } from '#lib/db/database'
import { inTexts } from '#lib/db/sql'
import { LEAVING_SECONDS } from '#lib/presence/roster'
import type { SentTarget } from './outcomes.ts'
import { MAX_PER_CALL, toCallPart } from './plan.ts'

const FRESH_SECONDS = 20

/**
 * The request that carries these targets; what two of them share is named once. Where sessions opened since the call was
 * planned do not fit any more, their user IDs stand for them.
 */
export function toCallRequest(targets: readonly SentTarget[], ban: boolean): EjectRequest {
  const request = toRequest(targets, ban)
  if (request.ids.length <= MAX_PER_CALL) return request
  const planned = toRequest(targets.map(withoutNewSessions), ban)
  const grown = targets.flatMap(({ userId, sessions }) =>
    userId !== null && sessions.some((session) => !session.listed) ? [userId] : [],
  )
  return { ...planned, userIds: [...new Set([...planned.userIds, ...grown])].slice(0, MAX_PER_CALL) }
}

function toRequest(targets: readonly SentTarget[], ban: boolean): EjectRequest {
  const parts = targets.map((target) =>
    toCallPart({ ...target, sessionIds: target.sessions.map((s) => s.participantId) }, ban),
  )
  return {
    ids: [...new Set(parts.flatMap((part) => part.ids))],
    userIds: [...new Set(parts.flatMap((part) => part.userIds))],
    ban,
  }
}

function withoutNewSessions(target: SentTarget): SentTarget {
  return { ...target, sessions: target.sessions.filter((session) => session.listed) }
}

/**
 * Whether presence under 20 s old lists one of those a call names. Daily goes on listing people it has just ejected: they
 * do not count.
 */
export async function isStillListed(room: string, { ids, userIds }: EjectRequest): Promise<boolean> {
  const db = await database()
  const { rows } = await db.execute(sql`
    select 1 from participants p, presence_state s
    where p.room = ${room} and p.left_at is null and s.as_of > now() - make_interval(secs => ${FRESH_SECONDS})
      and (p.ejected_at is null or p.ejected_at < now() - make_interval(secs => ${LEAVING_SECONDS}))
      and (p.participant_id ${inTexts(ids)} or p.user_id ${inTexts(userIds)})
    limit 1`)
  return rows.length > 0
}
