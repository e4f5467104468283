import { z } from 'zod'

/** Daily allows 20 calls a second for the key, which the host app shares. */
export const MAX_CALLS_PER_SECOND = 20
export const DEFAULT_CALLS_PER_SECOND = 15

export const paceInput = z.strictObject({
  callsPerSecond: z.coerce
    .number('Give a number of calls a second.')
    .int('Give a whole number.')
    .min(1, 'At least 1 call a second.')
    .max(MAX_CALLS_PER_SECOND, `At most ${MAX_CALLS_PER_SECOND} calls a second: Daily refuses more.`),
})
export type PaceInput = z.output<typeof paceInput>
