import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { DailyPresence } from '#lib/daily/presence'

export type KnownSession = { room: string; participantId: string; userId: string | null; name: string | null }

export type SeenSession = KnownSession & { meetingId: string | null; joinedAt: Date }

export type SnapshotDifference = { joined: SeenSession[]; changed: SeenSession[]; left: KnownSession[] }

const PEOPLE_PER_SLICE = 2_000

/** What Daily's answer changes in what we know. Nobody leaves a room of which the answer was partial. */
export async function compareSnapshot(
  known: KnownSession[],
  presence: DailyPresence,
): Promise<SnapshotDifference> {
  const before = new Map(known.map((session) => [keyOf(session.room, session.participantId), session]))
  const difference: SnapshotDifference = { joined: [], changed: [], left: [] }
  let seen = 0
  for (const [room, { participants }] of presence.rooms) {
    for (const row of participants) {
      const { id, userId, userName, meetingId, joinedAt } = row
      const session = {
        room,
        participantId: id,
        userId,
        name: userName,
        meetingId,
        joinedAt: joinedAt ?? presence.startedAt,
      }
      const was = before.get(keyOf(room, id))
      before.delete(keyOf(room, id))
      if (was === undefined) difference.joined.push(session)
      else if (was.name !== userName || was.userId !== userId) difference.changed.push(session)
      seen += 1
      if (seen % PEOPLE_PER_SLICE === 0) await yieldToOthers()
    }
  }
  difference.left = [...before.values()].filter(({ room }) => presence.rooms.get(room)?.partial !== true)
  return difference
}

function keyOf(room: string, participantId: string): string {
  return `${room}/${participantId}`
}
