'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { erasePerson, previewErasure } from '#lib/people/erase'
import { undoNote, writeNote } from '#lib/people/notes'
import { erasePersonInput, noteIdInput, personInput, writeNoteInput } from '#lib/people/schemas'

export const writeNoteAction = operatorAction(writeNoteInput, writeNote)
export const undoNoteAction = operatorAction(noteIdInput, undoNote)
export const previewErasureAction = operatorAction(personInput, previewErasure)
export const erasePersonAction = operatorAction(erasePersonInput, erasePerson)
