import { AppError } from '#lib/errors'
import { assertCan, can, type Operator } from '#lib/permissions/permissions'
import type { AnyScopeInput, UntilInput } from './request.ts'
import { LONGEST_BAN_SECONDS } from './schemas.ts'
import { type BanScope, MODERATOR_DAYS } from './view.ts'

const DAY_MS = 86_400_000
const SHORTEST_MS = 60_000

export type Period = { startsAt: Date; endsAt: Date | null }

export function toScope(scope: AnyScopeInput): BanScope {
  if (scope.kind === 'room') return { kind: 'room', value: scope.room }
  return { kind: scope.kind, value: scope.kind === 'pattern' ? scope.pattern : '' }
}

/** A start that has passed is now: a record must not say that a ban held before it was made. */
export function toPeriod(
  { startsAt, until }: { startsAt: Date | null; until: UntilInput },
  now: Date,
): Period {
  const start = startsAt === null || startsAt < now ? now : startsAt
  return { startsAt: start, endsAt: toEnd(start, until) }
}

function toEnd(start: Date, until: UntilInput): Date | null {
  if (until === null) return null
  return 'seconds' in until ? new Date(start.getTime() + until.seconds * 1_000) : until.endsAt
}

/** What is wrong with a start and an end, or null. */
export function faultOfPeriod({ startsAt, endsAt }: Period, now: Date): string | null {
  const latest = now.getTime() + LONGEST_BAN_SECONDS * 1_000
  if (startsAt.getTime() > latest) return 'A ban begins within ten years.'
  if (endsAt === null) return null
  if (endsAt <= now) return 'This end has passed already.'
  if (endsAt.getTime() < startsAt.getTime() + SHORTEST_MS) return 'A ban lasts at least a minute.'
  if (endsAt.getTime() > startsAt.getTime() + LONGEST_BAN_SECONDS * 1_000)
    return 'For longer than ten years choose “for good”.'
  return null
}

export function assertPeriod(period: Period, now: Date): void {
  const fault = faultOfPeriod(period, now)
  if (fault !== null) throw new AppError('invalid_input', fault, { fieldErrors: { until: fault } })
}

function isBeyondModerators(scope: BanScope, { startsAt, endsAt }: Period): boolean {
  return (
    scope.kind !== 'room' ||
    endsAt === null ||
    endsAt.getTime() - startsAt.getTime() > MODERATOR_DAYS * DAY_MS
  )
}

/** Moderators ban from one room they cover, for at most 30 days from the start; admins as they like. */
export function assertMayBan(operator: Operator, scope: BanScope, period: Period): void {
  const where = scope.kind === 'room' ? { room: scope.value } : {}
  assertCan(operator, 'ban.room', where)
  if (isBeyondModerators(scope, period)) assertCan(operator, 'ban.wide', where)
}

export function mayBan(operator: Operator, scope: BanScope, period: Period): boolean {
  const where = scope.kind === 'room' ? { room: scope.value } : {}
  return can(operator, isBeyondModerators(scope, period) ? 'ban.wide' : 'ban.room', where)
}
