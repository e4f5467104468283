import type { PolicyCode } from '#lib/policies/policies'

export const BAN_STATES = ['active', 'upcoming', 'ended', 'lifted'] as const
export type BanState = (typeof BAN_STATES)[number]

/** Longer bans are for admins. */
export const MODERATOR_DAYS = 30

export const BAN_SCOPES = ['room', 'pattern', 'all'] as const
/** `value` is the room name or the pattern; empty for all rooms. */
export type BanScope = { kind: (typeof BAN_SCOPES)[number]; value: string }

/** A ban as a list shows it. Times in milliseconds since 1970; `endsAt` null is for good. */
export type BanView = {
  banId: string
  userId: string
  name: string | null
  scopeKind: BanScope['kind']
  scopeValue: string
  startsAt: number
  endsAt: number | null
  state: BanState
  by: string
  mine: boolean
  source: 'operator' | 'report' | 'api' | 'import'
  policy: string
  /** The version in force when the ban was made. */
  policyVersion: number
  reason: string
  evidence: string | null
  enforcedCount: number
  lastEnforcedAt: number | null
  lifted: { at: number; by: string; reason: string } | null
  /** Daily was told, and may refuse the person until that meeting ends, even if the ban is lifted. */
  toldDaily: boolean
  mayLift: boolean
}

/** What bans of one go have in common. `endsAt` null is for good. */
export type BanTerms = {
  scope: BanScope
  startsAt: Date
  endsAt: Date | null
  policy: PolicyCode
  reason: string
  evidence: string | null
}

export type WantedBan = { userId: string; name: string | null; terms: BanTerms }

export function scopeWords({ kind, value }: BanScope): string {
  if (kind === 'all') return 'all rooms'
  return kind === 'pattern' ? `rooms like ${value}` : value
}
