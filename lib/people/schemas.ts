import { z } from 'zod'
import { isShortEnoughId } from '#lib/daily/ids'
import { MAX_NOTE } from '#lib/reports/view'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'
import { TIMELINE_KINDS } from './view.ts'

const idInput = z
  .string()
  .min(1)
  .refine((id) => isShortEnoughId(id) && storableText(id) === id && !/\p{Cc}/u.test(id))

/** A user ID, or for somebody without one, one session. */
export const personInput = z.union([
  z.strictObject({ userId: idInput }),
  z.strictObject({ participantId: idInput }),
])
export type PersonInput = z.output<typeof personInput>

/** From an address: what cannot be read is left out. */
export const timelineInput = z.object({
  kind: z.enum(TIMELINE_KINDS).default('all').catch('all'),
  room: roomNameInput.optional().catch(undefined),
  cursor: z.string().max(300).optional().catch(undefined),
})
export type TimelineInput = z.output<typeof timelineInput>

export const writeNoteInput = z.strictObject({
  person: personInput,
  text: z
    .string()
    .max(MAX_NOTE, `A note has at most ${MAX_NOTE.toLocaleString('en')} characters.`)
    .transform(storableText)
    .refine((text) => text.trim() !== '', 'The note is empty.'),
})
export type WriteNoteInput = z.output<typeof writeNoteInput>

export const noteIdInput = z.strictObject({ noteId: z.uuid('There is no such note.') })
export type NoteIdInput = z.output<typeof noteIdInput>

export const findPeopleInput = z.object({ search: z.string().trim().max(200).transform(storableText) })
export type FindPeopleInput = z.output<typeof findPeopleInput>

export const erasePersonInput = z.strictObject({ person: personInput, confirm: z.string().max(200) })
export type ErasePersonInput = z.output<typeof erasePersonInput>
