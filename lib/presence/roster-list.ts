import type { Roster, RosterParticipant } from './roster.ts'
import { EVERYBODY, type Narrowing, narrow, roomLooks } from './roster-filters.ts'

type Rows = readonly RosterParticipant[]

export type RosterView = {
  /** Everybody in the list, and of them those the search and the filters show. */
  rows: Rows
  shown: Rows
  /** How many have joined and wait, so that nothing moves. */
  heldBack: number
  /** The looks that more than one person in the room has. */
  looks: ReadonlySet<string>
  narrowing: Narrowing
}

export const NO_VIEW: RosterView = {
  rows: [],
  shown: [],
  heldBack: 0,
  looks: new Set(),
  narrowing: EVERYBODY,
}

type Next = { roster: Roster; narrowing: Narrowing; held: boolean; nowMs: number }

/** The list after an answer or a keystroke. While `held` nobody changes place: leavers stay greyed, newcomers wait. */
export function nextView(previous: RosterView, { roster, narrowing, held, nowMs }: Next): RosterView {
  const isHeld = held && previous.rows.length > 0
  const { rows, heldBack } = isHeld
    ? holdRows(previous.rows, roster)
    : { rows: sortRows(previous.rows, roster.participants), heldBack: 0 }
  const looks = roomLooks(roster.participants)
  const shown =
    isHeld && narrowing === previous.narrowing
      ? followRows(previous, rows)
      : narrow(rows, narrowing, { looks, nowMs })
  return { rows, shown: sameOr(previous.shown, shown), heldBack, looks, narrowing }
}

/** A row the roster no longer has. Nobody is called gone from a partial or older answer. */
export function toLeft(row: RosterParticipant, roster: Roster): RosterParticipant {
  if (roster.partial || roster.stale || row.state === 'left') return row
  return { ...row, state: 'left' }
}

export function isPresent(row: RosterParticipant): boolean {
  return row.state === 'here' || row.state === 'still_here'
}

/** Newest first, and after everybody present those who left. */
export function inOrder(a: RosterParticipant, b: RosterParticipant): number {
  return (
    Number(a.state === 'left') - Number(b.state === 'left') ||
    b.joinedAt - a.joinedAt ||
    (a.participantId < b.participantId ? -1 : 1)
  )
}

export type Comings = { joined: number; left: number }

/** How many have come and gone between two lists. Whoever came and went in between is neither. */
export function comingsSince(before: Rows, after: Rows): Comings {
  const here = new Set<string>()
  for (const row of before) if (row.state !== 'left') here.add(row.participantId)
  let joined = 0
  for (const row of after) if (row.state !== 'left' && !here.delete(row.participantId)) joined += 1
  return { joined, left: here.size }
}

function holdRows(before: Rows, roster: Roster): { rows: Rows; heldBack: number } {
  const byId = toMap(roster.participants)
  const rows = before.map((row) => byId.get(row.participantId) ?? toLeft(row, roster))
  for (const { participantId } of before) byId.delete(participantId)
  let heldBack = 0
  for (const row of byId.values()) if (isPresent(row)) heldBack += 1
  return { rows: sameOr(before, rows), heldBack }
}

/** Sorts only those who are new or change place; the others keep the order they had. */
export function sortRows(before: Rows, participants: Rows): Rows {
  const byId = toMap(participants)
  const kept: RosterParticipant[] = []
  const moved: RosterParticipant[] = []
  for (const row of before) {
    const now = byId.get(row.participantId)
    if (now === undefined) continue
    byId.delete(row.participantId)
    const isInPlace = (now.state === 'left') === (row.state === 'left') && now.joinedAt === row.joinedAt
    if (isInPlace) kept.push(now)
    else moved.push(now)
  }
  // One by one: as arguments of one call many thousands would overflow the stack.
  for (const row of byId.values()) moved.push(row)
  return sameOr(before, moved.length === 0 ? kept : merged(kept, moved.sort(inOrder)))
}

function merged(kept: Rows, moved: Rows): Rows {
  const rows: RosterParticipant[] = []
  let next = 0
  for (const row of kept) {
    for (let other = moved[next]; other !== undefined && inOrder(other, row) < 0; other = moved[next]) {
      rows.push(other)
      next += 1
    }
    rows.push(row)
  }
  return next === moved.length ? rows : rows.concat(moved.slice(next))
}

/** Those shown before, as they are now. Held rows stand where they stood. */
function followRows(previous: RosterView, rows: Rows): Rows {
  if (previous.shown === previous.rows) return rows
  const shown: RosterParticipant[] = []
  for (const [index, was] of previous.rows.entries()) {
    const row = rows[index]
    if (row !== undefined && was === previous.shown[shown.length]) shown.push(row)
  }
  return shown
}

function toMap(rows: Rows): Map<string, RosterParticipant> {
  return new Map(rows.map((row) => [row.participantId, row]))
}

function sameOr(before: Rows, rows: Rows): Rows {
  return before.length === rows.length && rows.every((row, index) => row === before[index]) ? before : rows
}
