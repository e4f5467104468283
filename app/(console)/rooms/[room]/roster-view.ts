import { trimInvisible } from '#lib/decisions/targets-entry'
import type { Roster, RosterParticipant } from '#lib/presence/roster'

export type RosterView = { rows: readonly RosterParticipant[]; heldBack: number }

/** The list after a refresh. While `held`, nobody changes place: leavers stay greyed, newcomers wait. */
export function nextView(previous: RosterView, roster: Roster, held: boolean): RosterView {
  if (!held || previous.rows.length === 0) return { rows: newestFirst(roster.participants), heldBack: 0 }

  const byId = new Map(roster.participants.map((row) => [row.participantId, row]))
  const rows = previous.rows.map((row) => byId.get(row.participantId) ?? toLeft(row, roster))
  for (const { participantId } of previous.rows) byId.delete(participantId)
  return { rows, heldBack: [...byId.values()].filter(isPresent).length }
}

/** A row the roster no longer has. Nobody is called gone from a partial or older answer. */
export function toLeft(row: RosterParticipant, roster: Roster): RosterParticipant {
  if (roster.partial || roster.stale || row.state === 'left') return row
  return { ...row, state: 'left' }
}

export function isPresent(row: RosterParticipant): boolean {
  return row.state === 'here' || row.state === 'still_here'
}

/** Staff, and people whose eject is under way, cannot be picked. */
export function isPickable(row: RosterParticipant): boolean {
  return !row.protected && row.state !== 'leaving' && row.ejectingBy === null
}

export function filterRows(rows: readonly RosterParticipant[], search: string) {
  const wanted = fold(search.trim())
  if (wanted === '') return rows
  return rows.filter((row) =>
    [row.name, row.userId, row.participantId].some((text) => text !== null && fold(text).includes(wanted)),
  )
}

/** Names that more than one row carries, so that a label must add the ID. */
export function sharedNames(rows: readonly RosterParticipant[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { name } of rows) {
    const key = fold(visibleName(name) ?? '')
    if (seen.has(key)) shared.add(key)
    seen.add(key)
  }
  return shared
}

export function pickLabel(row: RosterParticipant, shared: ReadonlySet<string>): string {
  const name = visibleName(row.name)
  const isUnique = name !== null && !shared.has(fold(name))
  return isUnique ? `Pick ${name}` : `Pick ${name ?? '(no name)'} ${shortId(row.participantId)}`
}

/** Null for a name that nobody could see. */
export function visibleName(name: string | null): string | null {
  return name === null || trimInvisible(name) === '' ? null : name
}

export function shortId(id: string): string {
  return id.slice(0, 8)
}

function fold(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase()
}

/** Newest first, and after everybody present those who left. */
function newestFirst(participants: RosterParticipant[]): RosterParticipant[] {
  return participants.toSorted(
    (a, b) =>
      Number(a.state === 'left') - Number(b.state === 'left') ||
      b.joinedAt - a.joinedAt ||
      (a.participantId < b.participantId ? -1 : 1),
  )
}
