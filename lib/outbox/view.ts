import type { OutboxEventType, OutgoingFormat } from './event-types.ts'

/** Why nothing was answered. */
export type PostFault =
  | 'private_address'
  | 'unknown_host'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'cut'
  | 'stopped'

const FAULT_SENTENCES: Record<PostFault, string> = {
  private_address: 'The address leads into a private network. WEBHOOK_PRIVATE_HOSTS says which may be used.',
  unknown_host: 'There is no server of this name.',
  unreachable: 'The server could not be reached.',
  tls: 'The server’s certificate is not valid.',
  timeout: 'The server did not answer within 10 s.',
  cut: 'The connection broke off.',
  stopped: 'Roomwarden stopped in the middle; it sends again.',
}

/** What came of an attempt: a status, or why there is none. */
export type Attempt = { status: number | null; fault: string | null }

export function isTaken({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300
}

/** What came of an attempt, as a sentence for people. */
export function attemptWords({ status, fault }: Attempt): string {
  if (status === null) return isFault(fault) ? FAULT_SENTENCES[fault] : 'Not known.'
  if (isTaken({ status, fault })) return `Taken: ${status}.`
  if (status >= 300 && status < 400) return `Answered ${status}: a redirect, which is not followed.`
  if (status === 410) return 'Answered 410: the receiver wants no more of it.'
  return `Answered ${status}.`
}

function isFault(text: string | null): text is PostFault {
  return text !== null && text in FAULT_SENTENCES
}

/** An outgoing webhook as a list shows it: of its address only what tells it apart. Times in milliseconds since 1970. */
export type OutgoingWebhookView = {
  webhookId: string
  name: string
  /** Host, and the last characters of the path: the rest may be a secret. */
  address: string
  format: OutgoingFormat
  events: OutboxEventType[]
  patterns: string[] | null
  isOn: boolean
  createdAt: number
  by: string
  last: (Attempt & { at: number }) | null
  waiting: number
  givenUp: number
}

export type DeliveryState = 'waiting' | 'delivered' | 'given_up'

export type DeliveryView = {
  deliveryId: string
  type: string
  at: number
  state: DeliveryState
  attempts: number
  /** While it waits. */
  nextAt: number | null
  isUnderWay: boolean
  last: (Attempt & { at: number }) | null
  /** What is sent, as text. */
  body: string
}

const SHOWN_END = 4

/** `hooks.slack.com/…Xy12`. */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null) return '…'
  const path = parsed.pathname + parsed.search
  return path === '/' ? parsed.host : `${parsed.host}/…${path.slice(1).slice(-SHOWN_END)}`
}
