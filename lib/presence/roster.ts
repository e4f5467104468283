import type { PossibleReturn } from './returns.ts'

/** What the server tells a room page of one session. Times are milliseconds since 1970, UTC. */
export type RosterRow = {
  participantId: string
  userId: string | null
  name: string | null
  /** Other names this session has had, oldest first. */
  earlierNames: string[]
  joinedAt: number
  leftAt: number | null
  endedHow: EndedHow | null
  /** When Daily last named this session among the ejected. */
  ejectedAt: number | null
  protected: boolean
  /** An active ban on the user ID that covers this room, or one of other rooms. */
  banned: 'here' | 'elsewhere' | null
  /** How often this user ID was ejected before, from any room. */
  ejectedBefore: number
  /** May be somebody who was ejected or banned, back as somebody else. */
  possibleReturn: PossibleReturn | null
}

/** What changed in a room since the cursor that was asked with; everything if `full`. */
export type RosterChanges = Knowledge & {
  room: string
  /** Opaque: ask with it next time. */
  cursor: string
  full: boolean
  rows: RosterRow[]
  /** Names of colleagues by participant ID: whose decision on the session is running. */
  ejecting: Record<string, string>
  /** Names of colleagues by participant or user ID: who has the person in an open confirmation dialog. */
  deciding: Record<string, string>
  /** Some rows of Daily's answer could not be read: the list may miss people. */
  partial: boolean
  privacy: RoomPrivacy | null
  /** False when Daily has no such room and nobody was ever seen in it. */
  known: boolean
}

export type Knowledge = {
  /** When Daily was last asked with success, or null before the first answer. */
  asOf: number | null
  /** True when the last success is older than three polls, or Daily's last answer was a failure. */
  stale: boolean
  /** Plain sentence when Daily cannot be read at present. */
  trouble: string | null
  /** Daily's webhook has told of joins and leaves lately: they show at once. */
  webhooks: boolean
}

/** What a room page knows of one session. */
export type RosterParticipant = RosterRow & {
  /**
   * `here`: Daily lists them. `leaving`: ejected a moment ago and still listed. `still_here`: ejected, and
   * listed beyond the grace time. `left`: no longer listed; the row stays greyed for a while.
   */
  state: 'here' | 'leaving' | 'still_here' | 'left'
  /** Name of a colleague whose decision on this session is running. */
  ejectingBy: string | null
  /** Name of a colleague who has this person in an open confirmation dialog. */
  decidingBy: string | null
}

export type EndedHow = 'left' | 'ejected' | 'banned' | 'unknown'

export type RoomPrivacy = 'public' | 'private'

/** A room as its page shows it. */
export type Roster = Omit<RosterChanges, 'full' | 'rows' | 'ejecting' | 'deciding'> & {
  participants: RosterParticipant[]
}

export type RoomOverview = Knowledge & { rooms: RoomOverviewRow[] }

export type RoomOverviewRow = {
  room: string
  people: number
  partial: boolean
  privacy: RoomPrivacy | null
  liveSince: number | null
  /** People ten minutes ago and after each half minute since, oldest first; empty when nobody came or went. */
  trend: number[]
  /** How many joined lately, when it is a join wave. */
  wave: JoinWave | null
  lastDecision: { at: number; by: string; ban: boolean; targets: number } | null
}

export type JoinWave = { joins: number; minutes: number }

/** Daily goes on listing ejected people for 10 to 25 s and more; that long they count as leaving. */
export const LEAVING_SECONDS = 30
/** Those who left stay greyed that long. */
export const LEFT_SHOWN_MS = 600_000

function toState(row: RosterRow, nowMs: number): RosterParticipant['state'] {
  if (row.leftAt !== null) return 'left'
  if (row.ejectedAt === null) return 'here'
  return nowMs - row.ejectedAt <= LEAVING_SECONDS * 1_000 ? 'leaving' : 'still_here'
}

/**
 * The room after an answer. Rows in which nothing changed stay the same objects, and a list of nothing but such rows the
 * same list, so that they need not be drawn again. `nowMs` is the server's time.
 */
export function mergeRoster(previous: Roster | null, changes: RosterChanges, nowMs: number): Roster {
  const { full, rows, ejecting, deciding, ...rest } = changes
  const before = previous?.participants ?? []
  const told = new Map(rows.map((row) => [row.participantId, row]))
  const participants: RosterParticipant[] = []
  const add = (row: RosterRow | undefined, was: RosterParticipant | null) => {
    if (row === undefined || (row.leftAt !== null && nowMs - row.leftAt > LEFT_SHOWN_MS)) return
    participants.push(toParticipant(row, was, { ejecting, deciding, nowMs }))
  }
  for (const was of before) {
    add(told.get(was.participantId) ?? (full ? undefined : was), was)
    told.delete(was.participantId)
  }
  for (const row of told.values()) add(row, null)
  const isSame =
    previous !== null &&
    participants.length === before.length &&
    participants.every((row, index) => row === before[index])
  return {
    ...rest,
    known: rest.known || participants.length > 0,
    participants: isSame ? before : participants,
  }
}

type Moment = Pick<RosterChanges, 'ejecting' | 'deciding'> & { nowMs: number }

function toParticipant(row: RosterRow, was: RosterParticipant | null, { ejecting, deciding, nowMs }: Moment) {
  const state = toState(row, nowMs)
  const ejectingBy = nameIn(ejecting, row.participantId)
  const decidingBy = nameIn(deciding, row.participantId) ?? nameIn(deciding, row.userId)
  const isSame =
    was !== null &&
    was.state === state &&
    was.ejectingBy === ejectingBy &&
    was.decidingBy === decidingBy &&
    isSameRow(was, row)
  return isSame ? was : { ...row, state, ejectingBy, decidingBy }
}

/** IDs come from strangers: one may be called "constructor". */
function nameIn(names: Record<string, string>, id: string | null): string | null {
  return id !== null && Object.hasOwn(names, id) ? (names[id] ?? null) : null
}

function isSameRow(a: RosterRow, b: RosterRow): boolean {
  return (
    a === b ||
    (a.userId === b.userId &&
      a.name === b.name &&
      a.joinedAt === b.joinedAt &&
      a.leftAt === b.leftAt &&
      a.endedHow === b.endedHow &&
      a.ejectedAt === b.ejectedAt &&
      a.protected === b.protected &&
      a.banned === b.banned &&
      a.ejectedBefore === b.ejectedBefore &&
      a.earlierNames.length === b.earlierNames.length &&
      a.earlierNames.every((name, index) => name === b.earlierNames[index]))
  )
}
