import { useState } from 'react'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { nextOrder } from '#lib/rooms/order'

/** The rooms in the order they had when `isHeld` began, each with its newest numbers. */
export function useHeldOrder(rooms: readonly RoomOverviewRow[], isHeld: boolean): readonly RoomOverviewRow[] {
  const [state, setState] = useState({ rooms, isHeld, rows: rooms })
  if (state.rooms === rooms && state.isHeld === isHeld) return state.rows
  const rows = nextOrder(state.rows, rooms, isHeld)
  setState({ rooms, isHeld, rows })
  return rows
}
