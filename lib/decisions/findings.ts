import type { Finding, TargetOutcome } from './status.ts'

/** Daily lists people for 10 to 25 s after they have gone; only then is somebody listed really still there. */
const GRACE_MS = 30_000
export const MAX_RESENDS = 3

export type WatchedSession = {
  participantId: string
  ejected: boolean
  present: boolean
  leftAt: number | null
}

export type WatchedTarget = {
  kind: 'participant' | 'user'
  id: string
  outcome: TargetOutcome
  finding: Finding['kind'] | null
  sentAt: number
  answeredAt: number
  resends: number
  sessions: WatchedSession[]
  /** When a new session of the same user ID joined after Daily answered, if one did and is here. */
  returnedAt: number | null
}

export type Sight = { finding: Finding['kind'] | null; at: number; resendIds: string[] }

/** What one full answer of presence tells about a target. `asOf` is when Daily was asked; older answers tell nothing. */
export function toSight(target: WatchedTarget, asOf: number): Sight {
  const unchanged: Sight = { finding: target.finding, at: asOf, resendIds: [] }
  if (asOf <= target.answeredAt) return unchanged
  const sessions = relevantSessions(target)
  const present = sessions.filter((session) => session.present)
  if (present.length > 0) return stillListed(target, present, asOf)
  if (target.returnedAt !== null) return { finding: 'came_back', at: target.returnedAt, resendIds: [] }
  if (sessions.length === 0 || target.finding === 'gone' || target.finding === 'came_back') return unchanged
  const leftAt = Math.max(...sessions.map((session) => session.leftAt ?? asOf))
  return { finding: 'gone', at: Math.max(leftAt, target.sentAt), resendIds: [] }
}

function relevantSessions({ kind, id, outcome, sessions }: WatchedTarget): WatchedSession[] {
  return sessions.filter((session) => {
    if (outcome === 'unconfirmed') return true
    return session.ejected || (kind === 'participant' && session.participantId === id)
  })
}

function stillListed(target: WatchedTarget, present: WatchedSession[], asOf: number): Sight {
  const overdue = asOf - target.answeredAt >= GRACE_MS
  const resend = target.outcome === 'unconfirmed' && target.resends < MAX_RESENDS
  return {
    finding: overdue ? 'still_there' : target.finding,
    at: asOf,
    resendIds: resend ? present.map((session) => session.participantId) : [],
  }
}
