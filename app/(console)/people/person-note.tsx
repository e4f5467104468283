'use client'

import { useRouter } from 'next/navigation'
import { NoteForm } from '#components/note-form'
import type { ActionResult } from '#lib/errors'
import type { PersonInput, WriteNoteInput } from '#lib/people/schemas'

type PersonNoteProps = {
  person: PersonInput
  write: (input: WriteNoteInput) => Promise<ActionResult<{ noteId: string }>>
}

export function PersonNote({ person, write }: PersonNoteProps) {
  const router = useRouter()
  return (
    <div className="px-4 py-4 desk:px-5">
      <NoteForm
        hint="The whole team sees notes, whatever rooms they cover; nobody else does."
        rows={3}
        write={(text) => write({ person, text })}
        onWritten={router.refresh}
      />
    </div>
  )
}
