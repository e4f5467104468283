import 'server-only'
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { env } from '#lib/env'
import type { PrivateHost } from '#lib/private-host'
import { isWithinReach, literalAddress, type Reach, reachOf } from './address.ts'
import type { PostFault } from './view.ts'

const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 65_536

export type Message = { url: string; headers: Record<string, string>; body: string }

export type PostAnswer =
  | { kind: 'answered'; status: number; retryAfter: string | null }
  | { kind: 'failed'; fault: PostFault }

/** Never throws for what the receiver or the network does. */
export type Post = (message: Message, signal: AbortSignal) => Promise<PostAnswer>

export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

type PostOptions = { privateHosts?: readonly PrivateHost[]; resolve?: Resolve; timeoutMs?: number }

/**
 * One POST: timed as a whole, its answer bounded in size, following no redirect, and only to addresses within reach. The
 * address is checked where the connection is made, so no later answer of the name's server counts.
 */
export function createPost({ privateHosts, resolve, timeoutMs = TIMEOUT_MS }: PostOptions = {}): Post {
  return async (message, signal) => {
    const url = URL.parse(message.url)
    const reach = url === null ? null : reachOf(url, privateHosts ?? env().WEBHOOK_PRIVATE_HOSTS)
    if (url === null || reach === null) return failed('private_address')
    const literal = literalAddress(url)
    if (literal !== null && !isWithinReach(reach, literal)) return failed('private_address')
    const deadline = AbortSignal.timeout(timeoutMs)
    return exchange(message, {
      url,
      lookup: guardedLookup(reach, resolve ?? systemLookup),
      signal: AbortSignal.any([deadline, signal]),
      faultOf: (error) => {
        if (signal.aborted) return 'stopped'
        return deadline.aborted ? 'timeout' : faultOf(error)
      },
    })
  }
}

/** For `connect`: the addresses of a name, all of them or none. */
export function guardedLookup(reach: Reach, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null) return callback(error, '')
      if (first === undefined || !addresses.every(({ address }) => isWithinReach(reach, address)))
        return callback(new OutOfReach(), '')
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family)
    })
}

class OutOfReach extends Error {}

type Exchange = {
  url: URL
  lookup: LookupFunction
  signal: AbortSignal
  faultOf: (error: unknown) => PostFault
}

function exchange(
  { headers, body }: Message,
  { url, lookup, signal, faultOf: toFault }: Exchange,
): Promise<PostAnswer> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const call = request(url, { method: 'POST', headers, lookup, signal, agent: false })
    // Whoever has answered has taken it or not, however the rest of the answer ends.
    let answer: PostAnswer | null = null
    call.on('error', (error) => resolve(answer ?? failed(toFault(error))))
    call.on('response', (response) => {
      const { statusCode: status = 0, headers: answered } = response
      const taken: PostAnswer = { kind: 'answered', status, retryAfter: answered['retry-after'] ?? null }
      answer = taken
      readAway(response)
      response.on('close', () => resolve(taken))
    })
    call.end(body)
  })
}

/** What an answer says beyond its status is of no use; whoever says too much is cut off. */
function readAway(response: IncomingMessage): void {
  let size = 0
  response.on('error', () => {})
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) response.destroy()
  })
}

function failed(fault: PostFault): PostAnswer {
  return { kind: 'failed', fault }
}

const FAULTS: [RegExp, PostFault][] = [
  [/^(ENOTFOUND|EAI_)/, 'unknown_host'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDR|ETIMEDOUT|EACCES)/, 'unreachable'],
  [/^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/, 'tls'],
]

function faultOf(error: unknown): PostFault {
  if (error instanceof OutOfReach) return 'private_address'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? 'cut'
}
