'use client'

import { createContext, type ReactNode, use } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { UserId } from '#components/rooms/person'
import { Button } from '#components/ui/button'
import { News } from '#components/ui/news'
import type { ActionResult } from '#lib/errors'
import type { UnprotectInput } from '#lib/protection/schemas'
import { useAskedDeed } from './use-asked-deed.ts'

type Unprotect = (input: UnprotectInput) => Promise<ActionResult<{ userId: string; removed: boolean }>>

const AskToRemove = createContext<(asked: UnprotectInput) => void>(() => {})

/** Holds the one dialog and what came of it, above the rows, which go when their protection does. */
export function UnprotectDesk({ unprotect, children }: { unprotect: Unprotect; children: ReactNode }) {
  const { asked, ask, done, dialog } = useAskedDeed(unprotect)
  return (
    <AskToRemove value={ask}>
      <div role="status" className="min-h-7 px-4 pt-2 desk:px-6">
        {done !== null && (
          <News key={done.userId} icon="check">
            <UserId userId={done.userId} /> is not protected any more.
          </News>
        )}
      </div>
      {children}
      {asked !== null && (
        <ConfirmDialog
          title={
            <>
              Remove the protection of <UserId userId={asked.userId} />?
            </>
          }
          intro="From then on they can be ejected and banned like everybody else."
          deed="Remove protection"
          {...dialog}
        />
      )}
    </AskToRemove>
  )
}

export function UnprotectButton({ userId }: { userId: string }) {
  const ask = use(AskToRemove)
  return (
    <Button size="sm" aria-label={`Remove the protection of ${userId}`} onClick={() => ask({ userId })}>
      Remove…
    </Button>
  )
}
