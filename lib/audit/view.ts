/** One person of an event. Null where the event did not say, or where the person was erased since. */
export type AuditSubject = {
  position: number
  kind: string | null
  id: string | null
  userId: string | null
  name: string | null
  email: string | null
  outcome: string | null
  /** Why a target ended as it did, in code. */
  outcomeReason: string | null
  finding: string | null
  erased: boolean
}

export type AuditEventView = {
  seq: number
  at: number
  actorKind: 'operator' | 'token' | 'system'
  actorName: string
  verb: string
  result: string
  room: string | null
  decisionId: string | null
  details: Record<string, unknown>
  /** The first of them; `subjectCount` counts all. */
  subjects: AuditSubject[]
  subjectCount: number
  reason: string | null
  hash: string
}

export type StoredSubject = { seq: number; position: number; personal: Record<string, unknown> | null }

/** Reasons and notes stand as a last entry of their own, without the kind or ID that a person has. */
export function freeTextOf({ personal }: StoredSubject): string | null {
  if (personal === null || 'kind' in personal || 'id' in personal || 'email' in personal) return null
  return textOf(personal, 'reason') ?? textOf(personal, 'note')
}

export function toSubject({ position, personal }: StoredSubject): AuditSubject {
  const text = (name: string) => (personal === null ? null : textOf(personal, name))
  return {
    position,
    kind: text('kind'),
    id: text('id'),
    userId: text('userId'),
    name: text('name'),
    email: text('email'),
    outcome: text('outcome'),
    outcomeReason: text('reason'),
    finding: text('finding'),
    erased: personal === null,
  }
}

function textOf(personal: Record<string, unknown>, name: string): string | null {
  const value = personal[name]
  return typeof value === 'string' && value !== '' ? value : null
}
