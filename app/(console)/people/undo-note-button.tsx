'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import type { ActionResult } from '#lib/errors'

export type UndoNote = (input: { noteId: string }) => Promise<ActionResult<{ noteId: string }>>

export function UndoNoteButton({ noteId, undo }: { noteId: string; undo: UndoNote }) {
  const router = useRouter()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(undo)({ noteId }),
    onSuccess: () => router.refresh(),
  })
  return (
    <>
      <Button size="sm" look="quiet" disabled={isPending} onClick={() => mutate()}>
        Undo
      </Button>
      {error !== null && (
        <span role="alert">
          <Failed error={error} />
        </span>
      )}
    </>
  )
}
