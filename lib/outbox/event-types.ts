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
