import type { Roster, RosterParticipant } from '#lib/presence/roster'
import { toLeft } from '#lib/presence/roster-list'
import { isPickable } from './roster-view.ts'

type Rows = readonly RosterParticipant[]

/** By participant ID, each with the row as it was last seen. */
export type Picks = ReadonlyMap<string, RosterParticipant>

export type Tally = {
  /** How many shown can be picked at once: nobody who left. */
  pickable: number
  /** How many of those are picked. */
  picked: number
  left: number
  /** Picked, and hidden by search or filters or gone from the list. */
  notShown: number
}

export function tallyShown(shown: Rows, picks: Picks): Tally {
  const tally = { pickable: 0, picked: 0, left: 0, notShown: picks.size }
  for (const row of shown) {
    const isPicked = picks.has(row.participantId)
    if (isPicked) tally.notShown -= 1
    if (row.state === 'left') tally.left += 1
    else if (isPickable(row)) {
      tally.pickable += 1
      if (isPicked) tally.picked += 1
    }
  }
  return tally
}

/** Picks everybody shown; when all of them are picked, none of them. Nobody hidden is touched. */
export function toggleShown(shown: Rows, picks: Picks): Picks {
  const { pickable, picked } = tallyShown(shown, picks)
  const next = new Map(picks)
  for (const row of shown) {
    if (row.state === 'left' || !isPickable(row)) continue
    if (picked === pickable) next.delete(row.participantId)
    else next.set(row.participantId, row)
  }
  return next
}

/** Picks the newest possible return shown that is not picked yet; one a press, so that each is looked at. */
export function pickReturn(shown: Rows, picks: Picks): Picks {
  const next = shown.find(
    (row) =>
      row.possibleReturn !== null && row.state !== 'left' && isPickable(row) && !picks.has(row.participantId),
  )
  return next === undefined ? picks : new Map(picks).set(next.participantId, next)
}

/** The picked people as they are now. */
export function pickedNow(picks: Picks, rows: Rows, roster: Roster): Rows {
  if (picks.size === 0) return NOBODY
  const now = new Map<string, RosterParticipant>()
  for (const row of rows) if (picks.has(row.participantId)) now.set(row.participantId, row)
  return [...picks.values()].map((row) => now.get(row.participantId) ?? toLeft(row, roster))
}

const NOBODY: Rows = []
