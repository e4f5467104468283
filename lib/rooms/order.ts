import type { RoomOverviewRow } from '#lib/presence/roster'

/**
 * The list after a refresh. While `held`, no room changes place: one that has emptied stays with nobody in it, new
 * ones go to the end.
 */
export function nextOrder(
  previous: readonly RoomOverviewRow[],
  told: readonly RoomOverviewRow[],
  held: boolean,
): readonly RoomOverviewRow[] {
  if (!held || previous.length === 0) return told
  const byRoom = new Map(told.map((row) => [row.room, row]))
  const kept = previous.map((row) => byRoom.get(row.room) ?? toEmpty(row))
  for (const { room } of previous) byRoom.delete(room)
  return [...kept, ...byRoom.values()]
}

function toEmpty(row: RoomOverviewRow): RoomOverviewRow {
  return row.people === 0
    ? row
    : { ...row, people: 0, partial: false, liveSince: null, trend: [], wave: null }
}

/** Rooms whose name contains what was typed, letter for letter; upper and lower case are the same. */
export function filterRooms(rows: readonly RoomOverviewRow[], search: string): readonly RoomOverviewRow[] {
  const wanted = search.trim().toLowerCase()
  return wanted === '' ? rows : rows.filter(({ room }) => room.toLowerCase().includes(wanted))
}
