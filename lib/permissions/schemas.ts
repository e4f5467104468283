import { z } from 'zod'
import { isRoomPattern } from './room-pattern.ts'

export const patternInput = z
  .string()
  .refine(isRoomPattern, 'A pattern has letters, digits, - and _, and * for anything.')

/** Empty covers all rooms. */
export const patternsInput = z.array(patternInput).max(100, 'At most 100 patterns.').default([])

/** The patterns of a text field in a form, apart by spaces, lines or commas. */
export function patternsOf(form: FormData): string[] {
  return String(form.get('patterns') ?? '')
    .split(/[\s,]+/)
    .filter((pattern) => pattern !== '')
}
