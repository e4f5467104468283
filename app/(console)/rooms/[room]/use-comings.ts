import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Roster } from '#lib/presence/roster'
import { type Comings, comingsSince } from '#lib/presence/roster-list'

const AT_MOST_EVERY_MS = 10_000

/** "12 joined, 3 left" for those who cannot see it: at most one sentence in ten seconds, none when nothing happened. */
export function useComings(roster: Roster, isLoaded: boolean): string {
  const [sentence, say] = useState('')
  const told = useRef<Roster['participants'] | null>(null)
  const tell = useEffectEvent(() => {
    if (!isLoaded) return
    const before = told.current
    told.current = roster.participants
    if (before === null || before === roster.participants) return
    const words = toWords(comingsSince(before, told.current))
    // The same words again are read out only if they differ somehow.
    if (words !== '') say((last) => (last === words ? `${words}\u00a0` : words))
  })
  // The clock sets the pace, not the answers.
  useEffect(() => {
    tell()
    const timer = setInterval(tell, AT_MOST_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return sentence
}

function toWords({ joined, left }: Comings): string {
  const words = [
    ...(joined > 0 ? [`${joined.toLocaleString('en')} joined`] : []),
    ...(left > 0 ? [`${left.toLocaleString('en')} left`] : []),
  ]
  return words.join(', ')
}
