import { z } from 'zod'
import { isShortEnoughId } from '#lib/daily/ids'
import { parseCursor } from '#lib/keyset'
import { storableText } from '#lib/storable-text'

const MAX_NOTE_LENGTH = 300
const MAX_TEXT_LENGTH = 3_145_728

export const protectInput = z.strictObject({
  /** Any list of user IDs. */
  text: z
    .string('Paste at least one user ID.')
    .max(MAX_TEXT_LENGTH, 'This is more than 3 MB of text. Paste it in smaller parts.'),
  note: z
    .string()
    .trim()
    .max(MAX_NOTE_LENGTH, `The note has at most ${MAX_NOTE_LENGTH} characters.`)
    .transform(storableText)
    .default(''),
})
export type ProtectInput = z.output<typeof protectInput>

export const unprotectInput = z.strictObject({ userId: z.string().min(1).refine(isShortEnoughId) })
export type UnprotectInput = z.output<typeof unprotectInput>

/** From an address: what cannot be read counts as absent. */
export const listProtectedInput = z.object({
  cursor: z.string().transform(parseCursor).nullable().catch(null),
})
export type ListProtectedInput = z.output<typeof listProtectedInput>
