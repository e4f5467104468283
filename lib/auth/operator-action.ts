import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { env } from '#lib/env'
import type { ActionResult } from '#lib/errors'
import type { Operator } from '#lib/permissions/permissions'
import { assertOwnOrigin } from './origin.ts'
import { toFailure } from './outcome.ts'
import { recordRefusal } from './refusals.ts'
import { PATH_HEADER, requireOperatorOrRefuse } from './session.ts'

/** The one door for writes: own page? signed in? well-formed? Then the command, which asks `assertCan` first. */
export function operatorAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  command: (operator: Operator, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    let operator: Operator | null = null
    try {
      assertOwnOrigin((await headers()).get('origin'), env().APP_URL)
      operator = await requireOperatorOrRefuse()
      return { ok: true, data: await command(operator, schema.parse(input)) }
    } catch (error) {
      unstable_rethrow(error)
      await recordRefusal(operator, error)
      return toFailure(error, `action on ${(await headers()).get(PATH_HEADER)}`)
    }
  }
}
