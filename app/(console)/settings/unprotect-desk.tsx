'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { UserId } from '#components/rooms/person'
import { Button } from '#components/ui/button'
import { Dialog, DialogFoot } from '#components/ui/dialog'
import { Icon } from '#components/ui/icon'
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
    if (isPending) return
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
        <Dialog
          className="max-w-lg"
          title={
            <>
              Remove the protection of <UserId userId={asked} />?
            </>
          }
          intro="From then on they can be ejected and banned like everybody else."
          onCancel={cancel}
        >
          <DialogFoot>
            {error !== null && (
              <p role="alert" className="flex basis-full gap-2">
                <Icon name="alert" className="mt-0.5 size-4" />
                <span>
                  <Failed error={error} />
                </span>
              </p>
            )}
            <Button size="lg" disabled={isPending} onClick={cancel}>
              Cancel
            </Button>
            <Button
              look="primary"
              size="lg"
              data-autofocus=""
              aria-disabled={isPending}
              onClick={() => {
                if (!isPending) mutate({ userId: asked })
              }}
            >
              {isPending && <Icon name="spin" className="text-on-accent" />}
              Remove protection
            </Button>
          </DialogFoot>
        </Dialog>
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
