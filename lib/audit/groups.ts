/** What the record can be narrowed to: events by the noun of their verb, and whatever was refused. */
export const AUDIT_GROUPS = [
  'ejects',
  'bans',
  'reports',
  'people',
  'settings',
  'tokens',
  'access',
  'exports',
  'refusals',
] as const
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

export const GROUP_WORDS: Record<AuditGroup, string> = {
  ejects: 'Ejects',
  bans: 'Bans',
  reports: 'Reports',
  people: 'People and history',
  settings: 'Policies and settings',
  tokens: 'API tokens',
  access: 'Sign-ins and operators',
  exports: 'Exports of the record',
  refusals: 'Refusals',
}

const NOUNS: Record<Exclude<AuditGroup, 'refusals'>, readonly string[]> = {
  ejects: ['participant'],
  bans: ['ban', 'enforcement'],
  reports: ['report', 'report_link'],
  people: ['person', 'protection', 'history'],
  settings: ['settings', 'policy', 'webhook', 'outgoing_webhook'],
  tokens: ['token', 'meeting_token'],
  access: ['session', 'account', 'operator', 'room'],
  exports: ['audit'],
}

export function nounsOf(group: Exclude<AuditGroup, 'refusals'>): readonly string[] {
  return NOUNS[group]
}
