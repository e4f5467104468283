import type { PolicyCode } from '#lib/policies/policies'

export const QUEUE_TABS = ['open', 'mine', 'claimed', 'escalated', 'resolved'] as const
export type QueueTab = (typeof QUEUE_TABS)[number]

export type EscalationRole = 'moderator' | 'admin'
export type Resolution = 'acted_on' | 'dismissed'

/** Whom a report is about; both IDs null for a room, and for a flood from one reporter. */
export type ReportedPerson = { userId: string | null; participantId: string | null; name: string | null }

export type Claim = { by: string; mine: boolean; at: number; until: number }

/** How somebody ended it, for the team. */
export type Ending = {
  resolution: Resolution
  badFaith: boolean
  by: string
  at: number
  reason: string
  answer: string
}

/** One line of the queue: all open reports about one person in one room, or a flood from one reporter. */
export type QueueRow = ReportedPerson & {
  id: string
  room: string
  kind: 'target' | 'reporter'
  category: PolicyCode
  /** 0 to 3, as the policy's urgency. */
  weight: number
  here: boolean
  reports: number
  reporters: number
  firstAt: number
  lastAt: number
  firstWords: string
  escalatedTo: EscalationRole | null
  claim: Claim | null
  ending: Pick<Ending, 'resolution' | 'badFaith' | 'by' | 'at'> | null
}

/** Counted up to a bound: `COUNTED_TO` means that many or more. */
export type QueueCounts = Record<Exclude<QueueTab, 'resolved'>, number>
export const COUNTED_TO = 1_000

export type QueueView = {
  rows: QueueRow[]
  newer: string | null
  older: string | null
  counts: QueueCounts
  /** When the oldest open one came in. */
  oldestAt: number | null
  /** From first report to decision in the last 24 hours. */
  toDecision: { medianSeconds: number; decisions: number } | null
}

/** What the navigation tells: how many are open, and the newest urgent ones that nobody holds. */
export type ReportNews = { open: number; urgent: { id: string; room: string; category: PolicyCode }[] }

export const URGENT_WEIGHT = 3
