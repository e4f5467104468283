import 'server-only'

import type { z } from 'zod'
import { isKeyRejected } from '#lib/daily/eject'
import { DailyFailure } from '#lib/daily/failures'
import type { Call, Line, Reply } from '#lib/daily/http'
import { domainAnswer, errorAnswer } from '#lib/daily/schemas'

const MAX_ANSWER_BYTES = 1024 * 1024

export type ReadOptions = { signal?: AbortSignal }

function isNotInPlan({ body }: Reply): boolean {
  return errorAnswer.safeParse(body).data?.error === 'invalid-plan-type'
}

function failureOf(reply: Reply): DailyFailure {
  const { status } = reply
  if (isKeyRejected(reply)) return new DailyFailure('key_rejected', { status })
  if (isNotInPlan(reply)) return new DailyFailure('not_in_plan', { status })
  if (status === 404) return new DailyFailure('not_found', { status })
  if (status === 429) return new DailyFailure('rate_limited', { status })
  if (status === 408 || status >= 500) return new DailyFailure('unclear', { status, why: 'server_error' })
  return status < 400
    ? new DailyFailure('unclear', { status, why: 'unreadable' })
    : new DailyFailure('refused', { status })
}

/** Daily's answer of success to a call paced as a read; throws `DailyFailure` for every other and for none. */
export async function answered(
  line: Line,
  call: Omit<Call, 'priority' | 'maxBytes'> & { maxBytes?: number },
) {
  const answer = await line.call({ maxBytes: MAX_ANSWER_BYTES, ...call, priority: 'read' })
  if (answer.kind === 'unreachable') throw new DailyFailure('unreachable')
  if (answer.kind === 'not_sent') throw new DailyFailure('unclear', { why: 'stopped' })
  if (answer.kind === 'unclear') throw new DailyFailure('unclear', { why: answer.why })
  if (answer.status !== 200 && answer.status !== 204) throw failureOf(answer)
  return answer
}

/** The body of an answer as the schema wants it; throws `DailyFailure` where it is not. */
export function toParsed<T extends z.ZodType>({ status, body, bodyFault }: Reply, schema: T): z.infer<T> {
  const why = bodyFault === 'empty' || bodyFault === null ? 'unreadable' : bodyFault
  const parsed = schema.safeParse(body)
  if (bodyFault !== null || !parsed.success) throw new DailyFailure('unclear', { status, why })
  return parsed.data
}

/** Reads one address of Daily's; throws `DailyFailure` for everything that is not the answer asked for. */
export async function read<T extends z.ZodType>(
  line: Line,
  path: string,
  schema: T,
  options: ReadOptions & { maxBytes?: number } = {},
): Promise<z.infer<T>> {
  return toParsed(await answered(line, { method: 'GET', path, ...options }), schema)
}

export async function checkKey(line: Line, options: ReadOptions = {}): Promise<{ domain: string }> {
  const { domain_name } = await read(line, '/', domainAnswer, options)
  return { domain: domain_name }
}
