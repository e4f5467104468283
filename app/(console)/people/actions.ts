'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { undoNote, writeNote } from '#lib/people/notes'
import { noteIdInput, writeNoteInput } from '#lib/people/schemas'

export const writeNoteAction = operatorAction(writeNoteInput, writeNote)
export const undoNoteAction = operatorAction(noteIdInput, undoNote)
