import { z } from 'zod'

const OFF = new Set(['', 'false', '0', 'off'])
const ON = new Set(['true', '1', 'on'])

/**
 * A switch from a form, a query string or JSON. Absent and the usual words for no are false; anything that is not
 * clearly yes or no, and the same field sent twice, is refused: a ban must never come from a guess.
 */
export const switchInput = z
  .union([z.boolean(), z.string()])
  .optional()
  .transform((value, context) => {
    if (typeof value === 'boolean') return value
    const word = (value ?? '').trim().toLowerCase()
    if (OFF.has(word)) return false
    if (ON.has(word)) return true
    context.addIssue({ code: 'custom', message: 'Must be on or off.' })
    return z.NEVER
  })
