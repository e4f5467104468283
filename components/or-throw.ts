'use client'

import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { ActionResult } from '#lib/errors'
import { RequestError, SIGNED_OUT } from './request.ts'

const ACTION_TIMEOUT_MS = 30_000

const OUT_OF_DATE = 'This page is out of date. Nothing was done. Reload to go on; what you typed is kept.'
const UNKNOWN_ARRIVAL =
  'The server could not be reached. It is not known whether the decision arrived. Press again: the same confirmation is never carried out twice.'

/** React Query counts any resolved promise as success, so a refusal is thrown. A call that never ends counts as unreachable. */
export function orThrow<Input, Data>(action: (input: Input) => Promise<ActionResult<Data>>) {
  return async (input: Input): Promise<Data> => {
    const result = await answered(action(input)).catch((error: unknown) => {
      if (unstable_isUnrecognizedActionError(error)) throw new RequestError('out_of_date', OUT_OF_DATE)
      throw new RequestError('unreachable', UNKNOWN_ARRIVAL)
    })
    if (result.ok) return result.data
    throw new RequestError(result.code, result.code === 'unauthenticated' ? SIGNED_OUT : result.message)
  }
}

async function answered<Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('no answer in time')), ACTION_TIMEOUT_MS)
  try {
    const answer = await Promise.race([result, timeout.promise])
    if (answer === undefined) throw new Error('empty answer')
    return answer
  } finally {
    clearTimeout(timer)
  }
}
