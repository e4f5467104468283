import { hash } from 'node:crypto'
import type { AuditActor } from '#lib/audit/record'
import { AppError } from '#lib/errors'

/** A report on its way in, by whichever of the three ways it came. */
export type Incoming = {
  source: 'api' | 'form' | 'operator'
  /** Whom the record names for it: the API token, the one that made the form's link, or the operator. */
  actor: AuditActor & { kind: 'operator' | 'token' }
  room: string
  userId: string | null
  participantId: string | null
  category: string
  text: string
  evidence: string[]
  occurredAt: Date | null
  reporterUserId: string | null
  /** The operator's; whom presence knows gets the name from there. */
  reporterName: string | null
  /** The same key is the same report; unique among all sources. */
  intakeKey: string | null
}

/** `repeated`: the same was there already, under this ID. */
export type Received = { id: string; repeated: boolean }

/** The form takes no more from this reporter in this room for a while. */
export class TooManyReports extends AppError {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('rate_limited', 'That were many reports in a short time. Wait a few minutes.')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Who complains, as far as we can tell people apart: without a user ID, whoever passed it on counts as one. */
export function reporterOf({ reporterUserId, source, actor }: Incoming): string {
  return reporterUserId === null ? `${source} ${actor.name}` : `user ${reporterUserId}`
}

/** SHA-256 of everything said. When it happened is left out: some count that back from the moment of sending. */
export function contentDigestOf(incoming: Incoming): string {
  const { source, room, userId, participantId, category, text, evidence } = incoming
  const said = [source, reporterOf(incoming), room, userId, participantId, category, text, evidence]
  return hash('sha256', JSON.stringify(said), 'hex')
}

const FIRST_WORDS = 160

export function firstWordsOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return [...line].slice(0, FIRST_WORDS).join('')
}
