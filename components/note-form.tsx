'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ActionResult } from '#lib/errors'
import { MAX_NOTE } from '#lib/reports/view'
import { Failed } from './failed.tsx'
import { orThrow } from './or-throw.ts'
import { Button } from './ui/button.tsx'
import { TextareaField } from './ui/field.tsx'

const HEIGHTS = { 2: 'min-h-14', 3: 'min-h-20' } as const

type FormProps = {
  /** Who reads notes. */
  hint: string
  rows: keyof typeof HEIGHTS
  write: (text: string) => Promise<ActionResult<unknown>>
  onWritten: () => unknown
}

export function NoteForm({ hint, rows, write, onWritten }: FormProps) {
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(write)(text),
    onSuccess: () => {
      setText('')
      return onWritten()
    },
  })
  const isReady = !isPending && text.trim() !== ''

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) mutate()
  }

  return (
    <form onSubmit={submit} className="grid gap-2">
      <TextareaField
        id="note"
        label="Note"
        hint={hint}
        rows={rows}
        dir="auto"
        maxLength={MAX_NOTE}
        value={text}
        className={`field-sizing-content max-h-48 ${HEIGHTS[rows]}`}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap items-center justify-end gap-3">
        {error !== null && (
          <p role="alert">
            <Failed error={error} />
          </p>
        )}
        <Button type="submit" aria-disabled={!isReady}>
          Add note
        </Button>
      </div>
    </form>
  )
}
