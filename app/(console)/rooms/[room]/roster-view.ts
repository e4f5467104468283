import { visibleName } from '#components/rooms/person'
import type { RosterParticipant } from '#lib/presence/roster'
import { rowLook } from '#lib/presence/roster-filters'

/** Staff, and people whose eject is under way, cannot be picked. */
export function isPickable(row: RosterParticipant): boolean {
  return !row.protected && row.state !== 'leaving' && row.ejectingBy === null
}

/** Who looks like somebody else in the list is told apart by ID. */
export function pickLabel(row: RosterParticipant, repeated: ReadonlySet<string>): string {
  const name = visibleName(row.name)
  const isUnique = name !== null && !repeated.has(rowLook(row))
  return isUnique ? `Pick ${name}` : `Pick ${name ?? '(no name)'} ${shortId(row.participantId)}`
}

export function shortId(id: string): string {
  return id.slice(0, 8)
}
