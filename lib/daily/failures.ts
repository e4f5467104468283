export const DAILY_FAILURE_CODES = [
  'refused',
  'rate_limited',
  'unreachable',
  'unclear',
  'key_rejected',
  'not_in_plan',
  'not_found',
] as const

export type DailyFailureCode = (typeof DAILY_FAILURE_CODES)[number]

export const DAILY_FAILURE_SENTENCES: Record<DailyFailureCode, string> = {
  refused: 'Daily refused the request.',
  rate_limited: 'Daily asks for fewer requests. Try again in a moment.',
  unreachable: 'Daily could not be reached. Nothing was sent.',
  unclear: 'Daily gave no clear answer.',
  key_rejected: 'Daily does not accept the API key.',
  not_in_plan: 'Daily’s plan for this domain does not include this.',
  not_found: 'Daily does not know this.',
}

export const UNCLEAR_SENTENCES = {
  timeout: 'Daily did not answer in time.',
  server_error: 'Daily reported a fault of its own.',
  cut: 'The connection to Daily broke off before the answer was complete.',
  unreadable: 'Daily gave an answer that cannot be read.',
  stopped: 'The request to Daily was stopped before the answer came.',
  still_listed: 'Daily says that nobody is in this room, yet still lists this person there.',
} as const

export const REFUSED_SENTENCES = {
  room_name: 'No Daily room can have this name. Nothing was sent.',
  key: DAILY_FAILURE_SENTENCES.key_rejected,
  forbidden: 'Daily does not allow this with the API key.',
  request: DAILY_FAILURE_SENTENCES.refused,
} as const

export type RefusedBecause = keyof typeof REFUSED_SENTENCES

export type UnclearWhy = keyof typeof UNCLEAR_SENTENCES

/** A call to Daily that failed. Made from our own words alone: it never carries the key, a response body or another error. */
export class DailyFailure extends Error {
  readonly code: DailyFailureCode
  readonly status: number | undefined

  constructor(code: DailyFailureCode, options: { status?: number; why?: UnclearWhy } = {}) {
    super(options.why ? UNCLEAR_SENTENCES[options.why] : DAILY_FAILURE_SENTENCES[code])
    this.name = 'DailyFailure'
    this.code = code
    this.status = options.status
  }

  /** By name: the one client of the process may come from another bundle, which has a class of its own. */
  static [Symbol.hasInstance](value: unknown): value is DailyFailure {
    return value instanceof Error && value.name === 'DailyFailure' && 'code' in value
  }
}
