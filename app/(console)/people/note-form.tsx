'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import { Field, Textarea } from '#components/ui/field'
import type { ActionResult } from '#lib/errors'
import type { PersonInput, WriteNoteInput } from '#lib/people/schemas'

const MAX_NOTE = 4_000

type FormProps = {
  person: PersonInput
  write: (input: WriteNoteInput) => Promise<ActionResult<{ noteId: string }>>
}

export function NoteForm({ person, write }: FormProps) {
  const router = useRouter()
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(write)({ person, text }),
    onSuccess: () => {
      setText('')
      router.refresh()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isPending && text.trim() !== '') mutate()
  }

  return (
    <form onSubmit={submit} className="grid gap-2 px-4 py-4 desk:px-5">
      <Field
        id="note"
        label="Note"
        hint="The whole team sees notes, whatever rooms they cover; nobody else does."
      >
        <Textarea
          id="note"
          rows={3}
          dir="auto"
          maxLength={MAX_NOTE}
          value={text}
          aria-describedby="note-hint"
          className="field-sizing-content max-h-48 min-h-20"
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-3">
        {error !== null && (
          <p role="alert">
            <Failed error={error} />
          </p>
        )}
        <Button type="submit" aria-disabled={isPending || text.trim() === ''}>
          Add note
        </Button>
      </div>
    </form>
  )
}
