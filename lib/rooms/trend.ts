export const STEPS = 20
export const STEP_SECONDS = 30

/**
 * People at the start and after each step, oldest first, from how many there are now and how many more or fewer each
 * step made them.
 */
export function toTrend(
  people: number,
  moves: readonly (readonly [step: number, change: number])[],
): number[] {
  const changes = Array.from({ length: STEPS }, () => 0)
  for (const [step, change] of moves) changes[step] = (changes[step] ?? 0) + change
  const trend = [people]
  for (const change of changes.toReversed()) trend.unshift(Math.max(0, (trend[0] ?? 0) - change))
  return trend
}

/** How many more people there are than at the start; fewer if below zero. */
export function changeOf(trend: readonly number[]): number {
  return (trend.at(-1) ?? 0) - (trend[0] ?? 0)
}

/** "+4", "−2" or "0" */
export function toChangeText(change: number): string {
  if (change === 0) return '0'
  return `${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en')}`
}
