import { useState } from 'react'
import type { Roster } from '#lib/presence/roster'
import { nextView } from './roster-view.ts'

/** The list holds still while the pointer or the focus is in it, or somebody is picked. */
export function useHeldRows(roster: Roster, hasPicks: boolean) {
  const [isTouched, hold] = useState(false)
  const isHeld = isTouched || hasPicks
  const [state, setState] = useState({
    roster,
    isHeld,
    view: nextView({ rows: [], heldBack: 0 }, roster, false),
  })
  if (state.roster !== roster || state.isHeld !== isHeld)
    setState({ roster, isHeld, view: nextView(state.view, roster, isHeld) })

  function release() {
    setState({ roster, isHeld, view: nextView(state.view, roster, false) })
  }

  return { ...state.view, hold, release }
}
