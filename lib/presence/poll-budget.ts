const WINDOW_MS = 60_000
const MAX_POLLS = 5
const MIN_GAP_MS = 5_000

export type PollQuestion = {
  nowMs: number
  intervalMs: number
  /** Starts of the newest polls, oldest first. */
  recentMs: readonly number[]
  /** When somebody last asked for fresher knowledge. */
  wantedMs: number | null
  /** Consecutive failures: each doubles the wait, up to four intervals. */
  failures: number
}

/**
 * Whether to ask Daily now: every interval, or earlier when wanted and the last poll is over 5 s old, and never more
 * than five times in 60 s. A shorter interval than Daily's 15 s shrinks both limits alike.
 */
export function isPollDue({ nowMs, intervalMs, recentMs, wantedMs, failures }: PollQuestion): boolean {
  const scale = Math.min(1, intervalMs / 15_000)
  // A clock that was set back would otherwise wait until it has caught up.
  const pastMs = recentMs.filter((at) => at <= nowMs)
  const last = pastMs.at(-1)
  if (last === undefined) return true
  if (pastMs.filter((at) => at > nowMs - WINDOW_MS * scale).length >= MAX_POLLS) return false
  const age = nowMs - last
  if (failures === 0 && wantedMs !== null && wantedMs > last) return age >= MIN_GAP_MS * scale
  return age >= intervalMs * Math.min(4, 2 ** failures)
}

export function withPoll(recentMs: readonly number[], startedMs: number): number[] {
  return [...recentMs, startedMs].slice(-MAX_POLLS)
}
