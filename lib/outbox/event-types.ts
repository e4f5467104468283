/** What an outgoing webhook can be told. */
export const OUTBOX_EVENT_TYPES = [
  'report.received',
  'report.claimed',
  'report.resolved',
  'decision.settled',
  'ban.created',
  'ban.lifted',
  'ban.enforced',
] as const
export type OutboxEventType = (typeof OUTBOX_EVENT_TYPES)[number]

export const EVENT_WORDS: Record<OutboxEventType, string> = {
  'report.received': 'a report came in',
  'report.claimed': 'an operator took a report',
  'report.resolved': 'a report was resolved',
  'decision.settled': 'a decision is settled',
  'ban.created': 'somebody was banned',
  'ban.lifted': 'a ban was lifted',
  'ban.enforced': 'a banned person was ejected again',
}

export const OUTGOING_FORMATS = ['json', 'slack', 'discord'] as const
export type OutgoingFormat = (typeof OUTGOING_FORMATS)[number]

export const FORMAT_WORDS: Record<OutgoingFormat, string> = {
  json: 'JSON, signed',
  slack: 'Slack',
  discord: 'Discord',
}
