import { useState } from 'react'
import type { QueueRow } from '#lib/reports/view'

/**
 * The rows after a refresh. While `held`, none changes place and none goes: `fresh` counts the new ones that wait to be
 * shown.
 */
export function nextRows(previous: readonly QueueRow[], told: readonly QueueRow[], held: boolean) {
  if (!held || previous.length === 0) return { rows: told, fresh: 0 }
  const newest = new Map(told.map((row) => [row.id, row]))
  const rows = previous.map((row) => newest.get(row.id) ?? row)
  const known = new Set(previous.map(({ id }) => id))
  return { rows, fresh: told.filter(({ id }) => !known.has(id)).length }
}

/** A list that holds still under the pointer; another list, by `key`, begins anew. */
export function useHeldRows(told: readonly QueueRow[], held: boolean, key: string) {
  const [state, setState] = useState({ told, held, key, rows: told, fresh: 0 })
  if (state.told !== told || state.held !== held || state.key !== key)
    setState({ told, held, key, ...nextRows(state.key === key ? state.rows : [], told, held) })

  function release() {
    setState({ told, held, key, rows: told, fresh: 0 })
  }

  return { rows: state.rows, fresh: state.fresh, release }
}
