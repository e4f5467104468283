import type { TargetOutcome } from '#lib/decisions/status'
import type { Standing } from '#lib/reports/view'

export const TIMELINE_KINDS = ['all', 'sessions', 'reports', 'decisions', 'bans', 'notes'] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

export type Person = { userId: string | null; participantId: string | null }

/** What is known of somebody, from rooms the operator covers. */
export type PersonView = Person &
  Omit<Standing, 'earlier'> & {
    /** Null where nobody of that ID was ever seen. */
    name: string | null
    names: string[]
    sessions: number
    reported: { reports: number; dismissed: number; badFaith: number }
  }

type Entry<Told> = { id: string; at: number; room: string | null } & Told

export type SessionEntry = Entry<{
  kind: 'session'
  participantId: string
  name: string | null
  leftAt: number | null
  endedHow: string | null
}>
export type ReportEntry = Entry<{
  kind: 'report_about' | 'report_by'
  reportId: string
  category: string
  text: string
  state: 'open' | 'acted_on' | 'dismissed'
  badFaith: boolean
  /** The other side, by user ID: the reporter, or whom it is about. */
  other: string | null
}>
export type DecisionEntry = Entry<{
  kind: 'decision'
  decisionId: string
  by: string
  automated: boolean
  ban: boolean
  reason: string
  outcome: TargetOutcome | null
  reportId: string | null
}>
export type BanEntry = Entry<{
  kind: 'ban' | 'ban_lifted' | 'ban_ended'
  scope: string
  by: string
  reason: string
  policy: string
  endsAt: number | null
}>
export type NoteEntry = Entry<{ kind: 'note'; noteId: string; by: string; text: string; mayUndo: boolean }>

export type TimelineEntry = SessionEntry | ReportEntry | DecisionEntry | BanEntry | NoteEntry

export type Timeline = { rows: TimelineEntry[]; newer: string | null; older: string | null }

export type FoundPerson = { userId: string; name: string | null; room: string; here: boolean }

export type ErasurePreview = {
  sessions: number
  reports: number
  notes: number
  decisions: number
  /** Presence will tell of them anew. */
  isHere: boolean
  isProtected: boolean
  /** In force or to come: they keep the user ID until they end. */
  bans: { scope: string; endsAt: number | null }[]
}
