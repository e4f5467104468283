import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { DailyPresence } from '#lib/daily/presence'

export type KnownSession = {
  room: string
  participantId: string
  userId: string | null
  name: string | null
  /** False while only a webhook has told of the session. */
  listed: boolean
  firstSeenMs: number
}

export type SeenSession = Pick<KnownSession, 'room' | 'participantId' | 'userId' | 'name'> & {
  meetingId: string | null
  joinedAt: Date
}

export type SnapshotDifference = { joined: SeenSession[]; changed: SeenSession[]; left: KnownSession[] }

const PEOPLE_PER_SLICE = 1_000
/** Daily's lists lag behind its webhooks: so long nobody is missed whom no list has named yet. */
const UNLISTED_GRACE_MS = 60_000

/**
 * What Daily's answer changes in what we know. Nobody leaves a room of which the answer was partial, nor somebody whom a
 * webhook told of a moment ago.
 */
export async function compareSnapshot(
  known: Iterable<KnownSession>,
  presence: DailyPresence,
): Promise<SnapshotDifference> {
  const before = new Map<string, KnownSession>()
  const difference: SnapshotDifference = { joined: [], changed: [], left: [] }
  const breathe = createBreather()
  for (const session of known) {
    before.set(sessionKey(session), session)
    await breathe()
  }
  for (const [room, { participants }] of presence.rooms) {
    for (const { id, userId, userName, meetingId, joinedAt } of participants) {
      const session = {
        room,
        participantId: id,
        userId,
        name: userName,
        meetingId,
        joinedAt: joinedAt ?? presence.startedAt,
      }
      const key = sessionKey(session)
      const was = before.get(key)
      before.delete(key)
      if (was === undefined) difference.joined.push(session)
      else if (was.name !== userName || was.userId !== userId || !was.listed) difference.changed.push(session)
      await breathe()
    }
  }
  for (const session of before.values()) {
    if (isMissed(session, presence)) difference.left.push(session)
    await breathe()
  }
  return difference
}

export function sessionKey({ room, participantId }: Pick<KnownSession, 'room' | 'participantId'>): string {
  return `${room}/${participantId}`
}

function isMissed({ room, listed, firstSeenMs }: KnownSession, { rooms, startedAt }: DailyPresence): boolean {
  if (rooms.get(room)?.partial === true) return false
  return listed || startedAt.getTime() - firstSeenMs > UNLISTED_GRACE_MS
}

function createBreather() {
  let steps = 0
  return async () => {
    steps += 1
    if (steps % PEOPLE_PER_SLICE === 0) await yieldToOthers()
  }
}
