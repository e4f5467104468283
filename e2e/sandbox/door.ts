import type { Joiner } from './people.ts'
import type { Room, World } from './world.ts'

export type JoinRefusal = 'no-room' | 'nbf-room' | 'exp-room' | 'meeting-full' | 'not-allowed' | 'ejected'

/** Why this person may not enter now, in the words Daily's client uses, or null. */
export function refusalOf(world: World, room: Room, joiner: Joiner): JoinRefusal | null {
  const { quirks } = world
  const { nbf, exp, max_participants: maxParticipants } = room.config
  const nowS = world.now() / 1000
  if (typeof exp === 'number' && exp <= nowS) return 'exp-room'
  const isExempt = joiner.owner === true && quirks.nbfForOwners === 'admitted'
  if (typeof nbf === 'number' && nbf > nowS && !isExempt) return 'nbf-room'
  if (room.privacy === 'private' && joiner.guest === true) return 'not-allowed'
  if (joiner.userId && room.bans.has(joiner.userId)) return quirks.bannedJoin
  if (typeof maxParticipants === 'number' && room.present.size >= maxParticipants) return 'meeting-full'
  return null
}
