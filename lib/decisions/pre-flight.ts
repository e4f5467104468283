import type { RoomPrivacy } from '#lib/presence/roster'

export type PreFlightSession = { participantId: string; name: string | null; joinedAt: number }

export type PreFlightTarget = {
  kind: 'participant' | 'user'
  id: string
  participantId: string | null
  userId: string | null
  name: string | null
  here: boolean
  /** Every session an eject of this target will reach, as presence knows it. */
  sessions: PreFlightSession[]
  /** The sessions carry different names. */
  namesDiffer: boolean
  leftAt: number | null
  /** A UUID that neither presence nor history knows: ask whether it is a participant or a user ID. */
  unknownUuid: boolean
  banned: { until: number | null; scope: string } | null
  protected: boolean
  /** Whether a ban would hold on to this target. */
  canBan: 'yes' | 'no_user_id' | 'unknown_participant'
  decidingBy: string | null
}

export type PreFlight = {
  room: string
  privacy: RoomPrivacy | null
  asOf: number | null
  stale: boolean
  targets: PreFlightTarget[]
  /** Targets that will be sent: all but the protected. */
  ejects: number
  bans: number
  calls: number
  /** Other people in the room who carry the name of a target. */
  sameName: PreFlightSession[]
}
