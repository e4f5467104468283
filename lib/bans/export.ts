import { toCsv } from '#lib/csv'
import { FOR_GOOD } from './ban-file.ts'
import type { BanView } from './view.ts'

/** The columns of an export. The import reads the first nine, leaves out what was lifted, and ignores the rest. */
const COLUMNS = [
  'user_id',
  'name',
  'scope',
  'scope_value',
  'starts_at',
  'ends_at',
  'policy',
  'reason',
  'evidence',
  'state',
  'source',
  'banned_by',
  'enforced',
  'last_enforced_at',
  'lifted_at',
  'lifted_by',
  'lift_reason',
] as const

export function toBansCsv(bans: readonly BanView[]): string {
  return toCsv([COLUMNS, ...bans.map(toCells)])
}

function toCells(ban: BanView): string[] {
  const { scopeKind, scopeValue, startsAt, endsAt, lifted } = ban
  return [
    ban.userId,
    ban.name ?? '',
    scopeKind,
    scopeValue,
    toIso(startsAt),
    endsAt === null ? FOR_GOOD : toIso(endsAt),
    ban.policy,
    ban.reason,
    ban.evidence ?? '',
    ban.state,
    ban.source,
    ban.by,
    String(ban.enforcedCount),
    ban.lastEnforcedAt === null ? '' : toIso(ban.lastEnforcedAt),
    lifted === null ? '' : toIso(lifted.at),
    lifted?.by ?? '',
    lifted?.reason ?? '',
  ]
}

/** The same in JSON, where null is “none”, and “for good” as the end. */
export function toBansJson(bans: readonly BanView[]): string {
  const rows = bans.map((ban) => ({
    user_id: ban.userId,
    name: ban.name,
    scope: ban.scopeKind,
    scope_value: ban.scopeValue,
    starts_at: toIso(ban.startsAt),
    ends_at: ban.endsAt === null ? null : toIso(ban.endsAt),
    policy: ban.policy,
    reason: ban.reason,
    evidence: ban.evidence,
    state: ban.state,
    source: ban.source,
    banned_by: ban.by,
    enforced: ban.enforcedCount,
    last_enforced_at: ban.lastEnforcedAt === null ? null : toIso(ban.lastEnforcedAt),
    lifted_at: ban.lifted === null ? null : toIso(ban.lifted.at),
    lifted_by: ban.lifted?.by ?? null,
    lift_reason: ban.lifted?.reason ?? null,
  }))
  return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}
