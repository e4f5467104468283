'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { orThrow } from '#components/or-throw'
import { UserId } from '#components/rooms/person'
import { Button } from '#components/ui/button'
import { News } from '#components/ui/news'
import type { ActionResult } from '#lib/errors'
import type { UnprotectInput } from '#lib/protection/schemas'

type Removal = { userId: string; removed: boolean }
type Unprotect = (input: UnprotectInput) => Promise<ActionResult<Removal>>

const AskToRemove = createContext<(userId: string) => void>(() => {})

/** Holds the one dialog and what came of it, above the rows, which go when their protection does. */
export function UnprotectDesk({ unprotect, children }: { unprotect: Unprotect; children: ReactNode }) {
  const router = useRouter()
  const [asked, setAsked] = useState<string | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: orThrow<UnprotectInput, Removal>(unprotect),
    onSuccess: ({ userId }) => {
      setAsked(null)
      setRemoved(userId)
      router.refresh()
    },
  })

  function cancel() {
    reset()
    setAsked(null)
  }

  return (
    <AskToRemove value={setAsked}>
      <div role="status" className="min-h-7 px-4 pt-2 desk:px-6">
        {removed !== null && (
          <News key={removed} icon="check">
            <UserId userId={removed} /> is not protected any more.
          </News>
        )}
      </div>
      {children}
      {asked !== null && (
        <ConfirmDialog
          title={
            <>
              Remove the protection of <UserId userId={asked} />?
            </>
          }
          intro="From then on they can be ejected and banned like everybody else."
          deed="Remove protection"
          pending={isPending}
          error={error}
          onConfirm={() => mutate({ userId: asked })}
          onCancel={cancel}
        />
      )}
    </AskToRemove>
  )
}

export function UnprotectButton({ userId }: { userId: string }) {
  const ask = use(AskToRemove)
  return (
    <Button size="sm" aria-label={`Remove the protection of ${userId}`} onClick={() => ask(userId)}>
      Remove…
    </Button>
  )
}
