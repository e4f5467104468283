import type { EjectAttempt } from '#lib/daily/eject'
import type { OutcomeReason, TargetOutcome } from './status.ts'

export type SentSession = { participantId: string; name: string | null; ejected?: boolean; listed: boolean }

export type SentTarget = {
  position: number
  kind: 'participant' | 'user'
  id: string
  userId: string | null
  name: string | null
  sessions: SentSession[]
}

export type TargetResult = {
  position: number
  outcome: TargetOutcome
  reason: OutcomeReason | null
  sessions: SentSession[]
}

export type CallResult = { results: TargetResult[]; unattributed: string[] }

export type Whose = {
  /** The user IDs that the call named: only they can have brought in a session that it did not. */
  userIds: readonly string[]
  /** Whose session an ejected ID is, as far as our own table knows. */
  userIdOf: (participantId: string) => string | null
}

/** What Daily's answer to one call means for each of its targets. Only `ejectedIds` makes an *ejected*. */
export function readOutcome(targets: readonly SentTarget[], attempt: EjectAttempt, whose: Whose): CallResult {
  if (attempt.kind === 'answered') return readAnswered(targets, attempt.ejectedIds, whose)
  const [outcome, reason] = withoutAnswer(attempt)
  return {
    results: targets.map(({ position, sessions }) => ({ position, outcome, reason, sessions })),
    unattributed: [],
  }
}

type Unanswered = Exclude<EjectAttempt, { kind: 'answered' }>

function withoutAnswer(attempt: Unanswered): [TargetOutcome, OutcomeReason | null] {
  switch (attempt.kind) {
    case 'not_hosting':
      return ['not_in_room', null]
    case 'refused':
      return ['failed', attempt.because === 'key' ? 'key_rejected' : 'refused']
    case 'rate_limited':
      return ['failed', 'rate_limited']
    case 'unreachable':
      return ['failed', 'unreachable']
    case 'not_sent':
      return ['not_attempted', 'stopped']
    case 'unclear':
      return ['unconfirmed', UNCLEAR[attempt.why]]
  }
}

const UNCLEAR = {
  timeout: 'timeout',
  server_error: 'server_error',
  cut: 'cut',
  unreadable: 'unreadable',
  stopped: 'interrupted',
  still_listed: 'not_hosting',
} as const

function readAnswered(
  targets: readonly SentTarget[],
  ejectedIds: ReadonlySet<string>,
  { userIds, userIdOf }: Whose,
): CallResult {
  const results = targets.map((target) => ownResult(target, ejectedIds))
  const strangers = strangersAmong(targets, ejectedIds)
  const [sole, ...others] = userIds
  const ownerOf = (id: string) => userIdOf(id) ?? (others.length === 0 ? (sole ?? null) : null)
  const unattributed = strangers.filter((id) => !attribute(targets, results, { id, userId: ownerOf(id) }))
  if (unattributed.length > 0) markUnattributed(targets, results, userIds)
  return { results, unattributed }
}

/** Sessions Daily ejected that were not known to belong to any of the targets. */
export function strangersAmong(targets: readonly SentTarget[], ejectedIds: ReadonlySet<string>): string[] {
  const known = new Set(
    targets.flatMap((target) => [target.id, ...target.sessions.map((s) => s.participantId)]),
  )
  return [...ejectedIds].filter((id) => !known.has(id))
}

function ownResult(target: SentTarget, ejectedIds: ReadonlySet<string>): TargetResult {
  const sessions = target.sessions.map((s) => ({ ...s, ejected: ejectedIds.has(s.participantId) }))
  const ejected = target.kind === 'participant' ? ejectedIds.has(target.id) : sessions.some((s) => s.ejected)
  return { position: target.position, outcome: ejected ? 'ejected' : 'not_in_room', reason: null, sessions }
}

function attribute(
  targets: readonly SentTarget[],
  results: TargetResult[],
  { id: participantId, userId }: { id: string; userId: string | null },
): boolean {
  if (userId === null) return false
  const index = targets.findIndex((target) => target.userId === userId)
  const target = targets[index]
  const result = results[index]
  if (target === undefined || result === undefined) return false
  result.sessions = [...result.sessions, { participantId, name: null, ejected: true, listed: false }]
  if (target.kind === 'user') result.outcome = 'ejected'
  return true
}

/** Any of the named user IDs may be the one whose session Daily ejected: presence has to tell. */
function markUnattributed(
  targets: readonly SentTarget[],
  results: readonly TargetResult[],
  userIds: readonly string[],
): void {
  results.forEach((result, index) => {
    const target = targets[index]
    if (target?.kind !== 'user' || result.outcome !== 'not_in_room' || !userIds.includes(target.id)) return
    result.outcome = 'unconfirmed'
    result.reason = 'unattributed'
  })
}
