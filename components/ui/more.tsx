'use client'

import { useState } from 'react'
import { Button } from './button.tsx'

const STEP = 1_000

/** Keeps a long list light: the first `start` of it, and a button for the next thousand until all are there. */
export function useMore<Entry>(all: readonly Entry[], start: number) {
  const [count, setCount] = useState(start)
  const rest = Math.max(0, all.length - count)
  const button =
    rest === 0 ? null : (
      <Button size="sm" onClick={() => setCount(count + STEP)}>
        Show {Math.min(rest, STEP).toLocaleString('en')} more of {all.length.toLocaleString('en')}
      </Button>
    )
  return [all.slice(0, count), button] as const
}
