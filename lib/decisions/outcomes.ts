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

/**
 * What Daily's answer to one call means for each of its targets. Only `ejectedIds` makes an *ejected*. `userIdOf` tells
 * whose session an ejected ID is, as far as our own table knows.
 */
export function readOutcome(
  targets: readonly SentTarget[],
  attempt: EjectAttempt,
  userIdOf: (participantId: string) => string | null = () => null,
): CallResult {
  if (attempt.kind === 'answered') return readAnswered(targets, attempt.ejectedIds, userIdOf)
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
  userIdOf: (participantId: string) => string | null,
): CallResult {
  const results = targets.map((target) => ownResult(target, ejectedIds))
  const claimed = new Set(
    targets.flatMap((target) => [target.id, ...target.sessions.map((s) => s.participantId)]),
  )
  const strangers = [...ejectedIds].filter((id) => !claimed.has(id))
  const left = strangers.filter((id) => !attribute(targets, results, id, userIdOf(id)))
  return attributeRest(targets, results, left)
}

function ownResult(target: SentTarget, ejectedIds: ReadonlySet<string>): TargetResult {
  const sessions = target.sessions.map((s) => ({ ...s, ejected: ejectedIds.has(s.participantId) }))
  const ejected = target.kind === 'participant' ? ejectedIds.has(target.id) : sessions.some((s) => s.ejected)
  return { position: target.position, outcome: ejected ? 'ejected' : 'not_in_room', reason: null, sessions }
}

function attribute(
  targets: readonly SentTarget[],
  results: TargetResult[],
  participantId: string,
  userId: string | null,
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

/** One open user ID and one unknown session belong together; with several, presence has to tell. */
function attributeRest(targets: readonly SentTarget[], results: TargetResult[], left: string[]): CallResult {
  if (left.length === 0) return { results, unattributed: [] }
  const open = results.filter(
    (result, index) => targets[index]?.kind === 'user' && result.outcome === 'not_in_room',
  )
  const [only] = open
  if (only !== undefined && open.length === 1) {
    only.outcome = 'ejected'
    only.sessions = [
      ...only.sessions,
      ...left.map((participantId) => ({ participantId, name: null, ejected: true, listed: false })),
    ]
    return { results, unattributed: [] }
  }
  for (const result of open) {
    result.outcome = 'unconfirmed'
    result.reason = 'unattributed'
  }
  return { results, unattributed: left }
}
