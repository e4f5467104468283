'use client'

import { toDuration, useClockText } from '#components/ui/clock'

/** "6 d left"; stands as the server knew it until the page is live. */
export function TimeLeft({ until, asOf }: { until: number; asOf: number }) {
  return useClockText((now) => leftWords(until - now), leftWords(until - asOf))
}

function leftWords(ms: number): string {
  return ms <= 0 ? 'has ended' : `${toDuration(ms)} left`
}
