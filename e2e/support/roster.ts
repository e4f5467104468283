import type { Roster, RosterChanges, RosterParticipant, RosterRow } from '#lib/presence/roster'

const NOW = 1_800_000_000_000

/** A person of a roster as the server tells it. */
export function aRow(participantId: string, given: Partial<RosterRow> = {}): RosterRow {
  return {
    participantId,
    userId: `u-${participantId}`,
    name: participantId,
    earlierNames: [],
    joinedAt: NOW,
    leftAt: null,
    endedHow: null,
    ejectedAt: null,
    protected: false,
    banned: null,
    ejectedBefore: 0,
    possibleReturn: null,
    ...given,
  }
}

/** The same as a room page knows them. */
export function aParticipant(
  participantId: string,
  given: Partial<RosterParticipant> = {},
): RosterParticipant {
  return { ...aRow(participantId), state: 'here', ejectingBy: null, decidingBy: null, ...given }
}

export function anAnswer(given: Partial<RosterChanges> = {}): RosterChanges {
  return {
    room: 'r',
    cursor: '1',
    full: false,
    rows: [],
    ejecting: {},
    deciding: {},
    partial: false,
    privacy: null,
    known: true,
    asOf: NOW,
    stale: false,
    trouble: null,
    webhooks: false,
    ...given,
  }
}

export function aRoster(participants: RosterParticipant[], given: Partial<Roster> = {}): Roster {
  const { full, rows, ejecting, deciding, ...rest } = anAnswer()
  return { ...rest, participants, ...given }
}
