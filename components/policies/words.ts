import type { Urgency } from '#lib/policies/policies'

/** How urgent a report under a policy is. */
export const URGENCY_WORDS: Record<Urgency, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
}
