import { useState } from 'react'
import { serverNow } from '#components/ui/clock'
import type { Roster } from '#lib/presence/roster'
import { countMatches, EVERYBODY, type Narrowing } from '#lib/presence/roster-filters'
import { NO_VIEW, nextView, type RosterView } from '#lib/presence/roster-list'

/** The list as searched and filtered. It holds still while the pointer or the focus is in it, or somebody is picked. */
export function useRoomList(roster: Roster, hasPicks: boolean) {
  const [isTouched, hold] = useState(false)
  const [narrowing, narrow] = useState(EVERYBODY)
  const held = isTouched || hasPicks
  const [state, setState] = useState(() => toState(NO_VIEW, { roster, narrowing, held: false }))
  if (state.roster !== roster || state.held !== held || state.narrowing !== narrowing)
    setState(toState(state.view, { roster, narrowing, held }))

  function release() {
    setState({ ...toState(state.view, { roster, narrowing, held: false }), held })
  }

  return { ...state, narrow, hold, release }
}

type Asked = { roster: Roster; narrowing: Narrowing; held: boolean }

function toState(previous: RosterView, asked: Asked) {
  const nowMs = serverNow()
  const view = nextView(previous, { ...asked, nowMs })
  return { ...asked, view, counts: countMatches(view.rows, { looks: view.looks, nowMs }) }
}
