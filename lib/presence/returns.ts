import { lookOf } from './look-alike.ts'

/** Somebody who was ejected from the room or is banned from it. Times in milliseconds since 1970. */
export type Watched = { participantId: string | null; userId: string | null; name: string | null; at: number }

export type ReturnReason = 'same_name' | 'look_alike_name' | 'no_user_id' | 'soon_after'

/** Why a session may be somebody who was made to go: `name` is theirs then. */
export type PossibleReturn = { name: string | null; reasons: ReturnReason[] }

type Session = {
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: number
  leftAt: number | null
  ejectedAt: number | null
  protected: boolean
}

const SOON_MS = 300_000
/** Daily tells the time of joining in whole seconds, and its clock is not ours. */
const SLACK_MS = 2_000
/** One of them alone is chance: names repeat, and on a public room nobody has a user ID. */
const MIN_REASONS = 2

export type WatchList = readonly (Watched & { look: string })[]

/** Newest first, with what each name looks like. */
export function toWatchList(watched: readonly Watched[]): WatchList {
  return watched.map((one) => ({ ...one, look: lookOf(one.name) })).toSorted((a, b) => b.at - a.at)
}

/**
 * Whether somebody who joined may be one of those who were made to go, back as somebody else. Whoever comes back under
 * the same user ID is no riddle and not meant.
 */
export function findPossibleReturn(session: Session, watchList: WatchList): PossibleReturn | null {
  if (session.leftAt !== null || session.ejectedAt !== null || session.protected) return null
  const look = lookOf(session.name)
  let best: PossibleReturn | null = null
  for (const watched of watchList) {
    if (watched.at > session.joinedAt + SLACK_MS || isSame(session, watched)) continue
    const reasons = reasonsOf(session, look, watched)
    if (reasons.length >= MIN_REASONS && reasons.length > (best?.reasons.length ?? 0))
      best = { name: watched.name, reasons }
  }
  return best
}

function isSame(session: Session, watched: Watched): boolean {
  if (session.participantId === watched.participantId) return true
  return session.userId !== null && session.userId === watched.userId
}

function reasonsOf(session: Session, look: string, watched: WatchList[number]): ReturnReason[] {
  const reasons: ReturnReason[] = []
  if (look !== '' && look === watched.look)
    reasons.push(session.name?.trim() === watched.name?.trim() ? 'same_name' : 'look_alike_name')
  if (session.userId === null) reasons.push('no_user_id')
  if (session.joinedAt - watched.at <= SOON_MS) reasons.push('soon_after')
  return reasons
}
