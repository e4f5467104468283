import type { DecisionSummary } from '#lib/decisions/status'

export const QUEUE_TABS = ['open', 'mine', 'claimed', 'escalated', 'resolved'] as const
export type QueueTab = (typeof QUEUE_TABS)[number]

export const ESCALATION_ROLES = ['moderator', 'admin'] as const
export type EscalationRole = (typeof ESCALATION_ROLES)[number]
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
  category: string
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
export type ReportNews = { open: number; urgent: { id: string; room: string; category: string }[] }

export const URGENT_WEIGHT = 3

export const MAX_REPORT_TEXT = 4_000
export const MAX_NOTE = 4_000
/** The reason of an escalation, a hand-over, an end or a reopening. */
export const MAX_WHY = 1_000

/** How the reports of one reporter ended so far, as far as the operator may see. */
export type ReporterRecord = { reports: number; actedOn: number; dismissed: number; badFaith: number }

/** One complaint of the group, as it came in. */
export type Complaint = ReportedPerson & {
  id: string
  receivedAt: number
  occurredAt: number | null
  source: 'api' | 'form' | 'operator'
  sourceName: string
  category: string
  policyVersion: number
  text: string
  evidence: string[]
  reporter: { userId: string | null; name: string | null; record: ReporterRecord | null }
  erased: boolean
}

export type ReportEvent = {
  id: string
  at: number
  kind: 'claimed' | 'released' | 'handed_over' | 'escalated' | 'decided' | 'resolved' | 'reopened' | 'note'
  by: string
  mine: boolean
  to: string | null
  text: string
  decisionId: string | null
}

/** A stay in the room around the time of the report; `until` null: still there. */
export type Stay = { who: 'reported' | 'reporter'; name: string | null; from: number; until: number | null }

export type Scene = {
  at: number
  count: number
  people: { participantId: string; userId: string | null; name: string | null }[]
}

export type ActiveBan = { id: string; scope: string; endsAt: number | null; by: string }

/** What is known of the reported person, in rooms the operator covers. */
export type Standing = {
  /** Rooms they are in now, and since when. */
  rooms: { room: string; since: number }[]
  lastSeenAt: number | null
  protected: boolean
  bans: ActiveBan[]
  bannedElsewhere: boolean
  figures: { reports: number; dismissed: number; ejected: number; banned: number }
  earlier: Earlier[]
}

export type Earlier = {
  at: number
  kind: 'report' | 'decision'
  id: string
  room: string
  words: string
}

export type ReportView = Omit<QueueRow, 'ending'> & {
  version: number
  ending: Ending | null
  complaints: Complaint[]
  scene: Scene | null
  stays: Stay[]
  standing: Standing | null
  decisions: DecisionSummary[]
  history: ReportEvent[]
  /** The operator stands below those it was escalated to. */
  raised: boolean
  /** When the server looked, for what counts from now. */
  now: number
}

export type Colleague = { id: string; name: string; role: string }
