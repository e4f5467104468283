export const TARGET_OUTCOMES = ['ejected', 'not_in_room', 'failed', 'unconfirmed', 'not_attempted'] as const
export type TargetOutcome = (typeof TARGET_OUTCOMES)[number]

export const OUTCOME_WORDS: Record<TargetOutcome, string> = {
  ejected: 'Ejected',
  not_in_room: 'Not in the room',
  failed: 'Failed',
  unconfirmed: 'Unconfirmed',
  not_attempted: 'Not attempted',
}

/** Why a target ended as it did, beyond the outcome word. */
export type OutcomeReason =
  | 'refused'
  | 'key_rejected'
  | 'rate_limited'
  | 'unreachable'
  | 'timeout'
  | 'server_error'
  | 'unreadable'
  | 'cut'
  | 'not_hosting'
  | 'interrupted'
  | 'unattributed'
  | 'protected'
  | 'stopped'

export const REASON_SENTENCES: Record<OutcomeReason, string> = {
  refused: 'Daily refused the request.',
  key_rejected: 'Daily rejected the API key. An admin must check DAILY_API_KEY.',
  rate_limited: 'Daily limits how fast we may call it. Retry in a minute.',
  unreachable: 'Daily could not be reached; nothing was sent.',
  timeout: 'Daily did not answer in time; it may have acted.',
  server_error: 'Daily had an error of its own; it may have acted.',
  unreadable: 'Daily’s answer could not be read; it may have acted.',
  cut: 'The connection broke off; Daily may have acted.',
  not_hosting: 'Daily says the room hosts no call, yet lists this person.',
  interrupted: 'Roomwarden stopped in the middle; Daily may have acted.',
  unattributed: 'Daily ejected somebody we could not match to a user ID yet.',
  protected: 'Protected user ID: left out.',
  stopped: 'Stopped by an operator before it was sent.',
}

/** What presence told afterwards. `seconds` counts from the moment Daily was asked. */
export type Finding = { kind: 'gone' | 'still_there' | 'came_back'; seconds: number }

/**
 * `stored`: a ban of this decision holds. `kept`: a longer ban was there already. `no_user_id`: nothing a ban
 * could hold on to. `lifted`: undone since. `none`: no ban was asked for, or the target is protected.
 */
export type TargetBan = { state: 'stored' | 'kept' | 'no_user_id' | 'lifted' | 'none'; until: number | null }

export type DecisionTargetView = {
  position: number
  kind: 'participant' | 'user'
  /** The ID that was named: a participant ID or a user ID, by `kind`. */
  id: string
  userId: string | null
  /** As shown when the decision was made. */
  name: string | null
  outcome: TargetOutcome | null
  reason: OutcomeReason | null
  finding: Finding | null
  ban: TargetBan
  /** Participant IDs that Daily ejected for this target although pre-flight had not listed them. */
  unlisted: string[]
}

export type OutcomeCounts = Record<TargetOutcome, number> & { total: number; open: number }

export type DecisionSummary = {
  id: string
  room: string
  by: string
  automated: boolean
  mine: boolean
  ban: boolean
  banScope: string | null
  banUntil: number | null
  policy: string
  /** The version in force when it was decided. */
  policyVersion: number
  reason: string
  askedAt: number
  settledAt: number | null
  status: 'open' | 'settled'
  /** True while presence may still tell more: keep asking. */
  watching: boolean
  stopping: boolean
  calls: { planned: number; done: number }
  counts: OutcomeCounts
  /** Seconds within which everybody ejected was seen gone, when all are. */
  goneWithin: number | null
}

export type DecisionView = DecisionSummary & {
  targets: DecisionTargetView[]
  /** Set when this operator may lift bans this decision stored, and some still hold. */
  canUndoBan: boolean
  /** The sentence about Daily's own memory, after a lift. */
  note: string | null
}

export function isNotDone(target: Pick<DecisionTargetView, 'outcome' | 'reason' | 'finding'>): boolean {
  if (target.reason === 'protected') return false
  if (target.finding?.kind === 'still_there') return true
  if (target.outcome === 'unconfirmed') return target.finding === null
  return target.outcome === 'failed' || target.outcome === 'not_attempted'
}
