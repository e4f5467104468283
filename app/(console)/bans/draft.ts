import type { BanTermsInput } from '#lib/bans/request'
import type { PolicyCode } from '#lib/policies/policies'

export type Until = 'good' | 'date' | number

/** What is typed in the dialog. Times as the reader's own clock shows them, without a zone. */
export type Draft = {
  how: 'paste' | 'file'
  pasted: string
  file: { name: string; text: string } | null
  scopeKind: 'room' | 'pattern' | 'all'
  scopeValue: string
  starts: 'now' | 'date'
  startsAt: string
  until: Until
  /** Until then it is as long as the policy proposes. */
  untilChosen: boolean
  endsAt: string
  policy: PolicyCode
  reason: string
  evidence: string
}

export const EMPTY_DRAFT: Draft = {
  how: 'paste',
  pasted: '',
  file: null,
  scopeKind: 'room',
  scopeValue: '',
  starts: 'now',
  startsAt: '',
  until: 7 * 86_400,
  untilChosen: false,
  endsAt: '',
  policy: 'other',
  reason: '',
  evidence: '',
}

export type Terms = {
  scope: BanTermsInput['scope']
  startsAt: string | null
  until: { seconds: number } | { endsAt: string } | null
  policy: PolicyCode
  reason: string
  evidence: string | null
}

/** Null while something is missing. */
export function toTerms(draft: Draft): Terms | null {
  const { policy, reason } = draft
  const startsAt = draft.starts === 'now' ? null : toIso(draft.startsAt)
  const until = toUntil(draft)
  if (startsAt === undefined || until === undefined) return null
  const evidence = draft.evidence.trim()
  return {
    scope: toScope(draft),
    startsAt,
    until,
    policy,
    reason,
    evidence: evidence === '' ? null : evidence,
  }
}

function toScope({ scopeKind, scopeValue }: Draft): Terms['scope'] {
  const value = scopeValue.trim()
  if (scopeKind === 'room') return { kind: 'room', room: value }
  return scopeKind === 'pattern' ? { kind: 'pattern', pattern: value } : { kind: 'all' }
}

function toUntil({ until, endsAt }: Draft): Terms['until'] | undefined {
  if (until === 'good') return null
  if (typeof until === 'number') return { seconds: until }
  const end = toIso(endsAt)
  return end === undefined ? undefined : { endsAt: end }
}

/** A field for date and time speaks the zone of the reader's browser. */
export function toIso(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** What such a field holds for a moment, to the minute. */
export function toLocal(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
