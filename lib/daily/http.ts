import 'server-only'

import { setTimeout as delay } from 'node:timers/promises'
import { readBytes } from '#lib/bounded-body'
import { type CallPriority, createPacing, type Sleep } from '#lib/daily/pacing'

export type DailyConfig = {
  url: string
  apiKey: string
  timeoutMs?: number
  callsPerSecond?: number
  fetch?: typeof fetch
  sleep?: Sleep
  now?: () => number
}

type BodyFault = 'timeout' | 'cut' | 'stopped' | 'unreadable' | 'empty'

export type Reply = {
  kind: 'reply'
  status: number
  body: unknown
  bodyFault: BodyFault | null
  retryAfter: string | null
}
export type Answer =
  | Reply
  | { kind: 'not_sent' }
  | { kind: 'unreachable' }
  | { kind: 'unclear'; why: 'timeout' | 'cut' | 'stopped' }

export type Call = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  maxBytes: number
  priority: CallPriority
  /** Instead of the line's own limit. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

export type Line = {
  call: (call: Call) => Promise<Answer>
  sleep: Sleep
  setCallsPerSecond: (callsPerSecond: number) => void
}

const DEFAULT_TIMEOUT_MS = 8_000
const DEFAULT_CALLS_PER_SECOND = 15
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDR|UND_ERR_CONNECT|CERT_|ERR_TLS_CERT|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

function toBaseUrl(text: string): string {
  const url = URL.parse(text)
  const isUsable =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isUsable || url.search !== '' || url.hash !== '')
    throw new Error('The address of the Daily API is not usable.')
  return url.href.replace(/\/+$/, '')
}

function toAuthorization(apiKey: string): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new Error('The Daily API key is empty or holds characters that no key has.')
  return `Bearer ${apiKey}`
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...code, ...inner, ...codesOf(error.cause)]
}

function hasNeverConnected(error: unknown): boolean {
  const codes = codesOf(error)
  return codes.length > 0 && codes.every((code) => NEVER_CONNECTED.test(code))
}

function interruptionOf(deadline: AbortSignal, signal?: AbortSignal): 'timeout' | 'cut' | 'stopped' {
  if (deadline.aborted) return 'timeout'
  return signal?.aborted ? 'stopped' : 'cut'
}

function toBody(bytes: Buffer | null): Pick<Reply, 'body' | 'bodyFault'> {
  if (bytes === null) return { body: null, bodyFault: 'unreadable' }
  const text = bytes.toString('utf8')
  if (text.trim() === '') return { body: null, bodyFault: 'empty' }
  try {
    return { body: JSON.parse(text), bodyFault: null }
  } catch {
    return { body: null, bodyFault: 'unreadable' }
  }
}

/** The one way to Daily: paced, timed (body included), bounded in size, following no redirect. Never throws for what Daily or the network does. */
export function createLine(config: DailyConfig): Line {
  const baseUrl = toBaseUrl(config.url)
  const authorization = toAuthorization(config.apiKey)
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const send = config.fetch ?? fetch
  const sleep: Sleep = config.sleep ?? ((ms, signal) => delay(ms, undefined, signal ? { signal } : {}))
  const pacing = createPacing({
    callsPerSecond: config.callsPerSecond ?? DEFAULT_CALLS_PER_SECOND,
    sleep,
    now: config.now ?? (() => performance.now()),
  })

  function toRequest(call: Call, signal: AbortSignal): RequestInit {
    const headers = { authorization, accept: 'application/json' }
    const shared = { method: call.method, redirect: 'manual', signal } as const
    if (call.body === undefined) return { ...shared, headers }
    return {
      ...shared,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(call.body),
    }
  }

  async function transmit(call: Call): Promise<Answer> {
    const deadline = AbortSignal.timeout(call.timeoutMs ?? timeoutMs)
    const signal = call.signal ? AbortSignal.any([deadline, call.signal]) : deadline
    let response: Response
    try {
      response = await send(`${baseUrl}${call.path}`, toRequest(call, signal))
    } catch (error) {
      if (!signal.aborted && hasNeverConnected(error)) return { kind: 'unreachable' }
      return { kind: 'unclear', why: interruptionOf(deadline, call.signal) }
    }
    const head = {
      kind: 'reply',
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
    } as const
    try {
      return { ...head, ...toBody(await readBytes(response.body, call.maxBytes)) }
    } catch {
      return { ...head, body: null, bodyFault: interruptionOf(deadline, call.signal) }
    }
  }

  async function transmitAndNote(call: Call): Promise<Answer> {
    const answer = await transmit(call)
    if (answer.kind === 'reply' && answer.status === 429) pacing.noteRateLimit()
    else if (answer.kind === 'reply') pacing.noteAnswer()
    return answer
  }

  return {
    async call(call) {
      let hasStarted = false
      const start = () => {
        hasStarted = true
        return transmitAndNote(call)
      }
      try {
        return await pacing.run(call.priority, start, call.signal)
      } catch (error) {
        if (hasStarted || !call.signal?.aborted) throw error
        return { kind: 'not_sent' }
      }
    },
    sleep,
    setCallsPerSecond: pacing.setCallsPerSecond,
  }
}
