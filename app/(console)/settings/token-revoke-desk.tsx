'use client'

import { createContext, type ReactNode, use } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { Button } from '#components/ui/button'
import { News } from '#components/ui/news'
import type { RevokeTokenInput } from '#lib/auth/token-schemas'
import type { ActionResult } from '#lib/errors'
import { useAskedDeed } from './use-asked-deed.ts'

type Revoke = (input: RevokeTokenInput) => Promise<ActionResult<{ name: string }>>
type Asked = { tokenId: string; name: string }

const AskToRevoke = createContext<(asked: Asked) => void>(() => {})

/** Holds the one dialog and what came of it, above the rows, which go when their token does. */
export function RevokeDesk({ revoke, children }: { revoke: Revoke; children: ReactNode }) {
  const { asked, ask, done, dialog } = useAskedDeed(({ tokenId }: Asked) => revoke({ tokenId }))
  return (
    <AskToRevoke value={ask}>
      <div role="status" className="min-h-7 px-4 pt-2 desk:px-6">
        {done !== null && (
          <News key={done.name} icon="check">
            The API token <bdi>{done.name}</bdi> is revoked.
          </News>
        )}
      </div>
      {children}
      {asked !== null && (
        <ConfirmDialog
          title={
            <>
              Revoke the API token <bdi>{asked.name}</bdi>?
            </>
          }
          intro="Whatever uses it is refused from its next request on. That cannot be undone."
          deed="Revoke token"
          look="danger"
          {...dialog}
        />
      )}
    </AskToRevoke>
  )
}

export function RevokeButton({ tokenId, name }: Asked) {
  const ask = use(AskToRevoke)
  return (
    <Button size="sm" aria-label={`Revoke the API token ${name}`} onClick={() => ask({ tokenId, name })}>
      Revoke…
    </Button>
  )
}
