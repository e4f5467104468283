/** What a room page knows of one session. Times are milliseconds since 1970, UTC. */
export type RosterParticipant = {
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: number
  /**
   * `here`: Daily lists them. `leaving`: ejected a moment ago and still listed. `still_here`: ejected, and
   * listed beyond the grace time. `left`: no longer listed; the row stays greyed for a while.
   */
  state: 'here' | 'leaving' | 'still_here' | 'left'
  leftAt: number | null
  endedHow: EndedHow | null
  protected: boolean
  /** An active ban on the user ID that covers this room, or one of other rooms. */
  banned: 'here' | 'elsewhere' | null
  ejectedBefore: number
  /** Name of a colleague whose decision on this session is running. */
  ejectingBy: string | null
  /** Name of a colleague who has this person in an open confirmation dialog. */
  decidingBy: string | null
}

export type EndedHow = 'left' | 'ejected' | 'banned' | 'unknown'

export type RoomPrivacy = 'public' | 'private'

export type Roster = {
  room: string
  /** Opaque; equal revisions mean an equal roster. Also sent as ETag. */
  revision: string
  /** When Daily was last asked with success, or null before the first answer. */
  asOf: number | null
  /** True when the last success is older than three polls, or Daily's last answer was a failure. */
  stale: boolean
  /** Plain sentence when Daily cannot be read at present. */
  trouble: string | null
  /** Some rows of Daily's answer could not be read: the list may miss people. */
  partial: boolean
  privacy: RoomPrivacy | null
  /** False when Daily has no such room and nobody was ever seen in it. */
  known: boolean
  participants: RosterParticipant[]
}

export type RoomOverview = {
  rooms: RoomOverviewRow[]
  asOf: number | null
  stale: boolean
  trouble: string | null
}

export type RoomOverviewRow = {
  room: string
  people: number
  partial: boolean
  privacy: RoomPrivacy | null
  liveSince: number | null
  lastDecision: { at: number; by: string; ban: boolean; targets: number } | null
}

/** Daily goes on listing ejected people for 10 to 25 s and more; that long they count as leaving. */
const LEAVING_MS = 30_000

export function toState(row: { leftAtMs: number | null; ejectedAtMs: number | null; nowMs: number }) {
  if (row.leftAtMs !== null) return 'left'
  if (row.ejectedAtMs === null) return 'here'
  return row.nowMs - row.ejectedAtMs <= LEAVING_MS ? 'leaving' : 'still_here'
}
