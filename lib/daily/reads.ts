import 'server-only'

import type { z } from 'zod'
import { isKeyRejected } from '#lib/daily/eject'
import { DailyFailure } from '#lib/daily/failures'
import type { Line, Reply } from '#lib/daily/http'
import { domainAnswer } from '#lib/daily/schemas'

const MAX_ANSWER_BYTES = 1024 * 1024

export type ReadOptions = { signal?: AbortSignal }

function failureOf(reply: Reply): DailyFailure {
  const { status } = reply
  if (isKeyRejected(reply)) return new DailyFailure('key_rejected', { status })
  if (status === 404) return new DailyFailure('not_found', { status })
  if (status === 429) return new DailyFailure('rate_limited', { status })
  if (status === 408 || status >= 500) return new DailyFailure('unclear', { status, why: 'server_error' })
  return status < 400
    ? new DailyFailure('unclear', { status, why: 'unreadable' })
    : new DailyFailure('refused', { status })
}

/** Reads one address of Daily's; throws `DailyFailure` for everything that is not the answer asked for. */
export async function read<T extends z.ZodType>(
  line: Line,
  path: string,
  schema: T,
  { signal, maxBytes = MAX_ANSWER_BYTES }: ReadOptions & { maxBytes?: number } = {},
): Promise<z.infer<T>> {
  const answer = await line.call({ method: 'GET', path, priority: 'read', maxBytes, signal })
  if (answer.kind === 'unreachable') throw new DailyFailure('unreachable')
  if (answer.kind === 'not_sent') throw new DailyFailure('unclear', { why: 'stopped' })
  if (answer.kind === 'unclear') throw new DailyFailure('unclear', { why: answer.why })
  const { status, body, bodyFault } = answer
  if (status !== 200) throw failureOf(answer)
  const why = bodyFault === 'empty' || bodyFault === null ? 'unreadable' : bodyFault
  const parsed = schema.safeParse(body)
  if (bodyFault !== null || !parsed.success) throw new DailyFailure('unclear', { status, why })
  return parsed.data
}

export async function checkKey(line: Line, options: ReadOptions = {}): Promise<{ domain: string }> {
  const { domain_name } = await read(line, '/', domainAnswer, options)
  return { domain: domain_name }
}
