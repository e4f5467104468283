'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import { News } from '#components/ui/news'
import type { RevokeTokenInput } from '#lib/auth/token-schemas'
import type { ActionResult } from '#lib/errors'

type Revoked = { name: string }
type Revoke = (input: RevokeTokenInput) => Promise<ActionResult<Revoked>>
type Asked = { tokenId: string; name: string }

const AskToRevoke = createContext<(asked: Asked) => void>(() => {})

/** Holds the one dialog and what came of it, above the rows, which go when their token does. */
export function RevokeDesk({ revoke, children }: { revoke: Revoke; children: ReactNode }) {
  const router = useRouter()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [revoked, setRevoked] = useState<string | null>(null)
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: orThrow<RevokeTokenInput, Revoked>(revoke),
    onSuccess: ({ name }) => {
      setAsked(null)
      setRevoked(name)
      router.refresh()
    },
  })

  function cancel() {
    reset()
    setAsked(null)
  }

  return (
    <AskToRevoke value={setAsked}>
      <div role="status" className="min-h-7 px-4 pt-2 desk:px-6">
        {revoked !== null && (
          <News key={revoked} icon="check">
            The API token <bdi>{revoked}</bdi> is revoked.
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
          pending={isPending}
          error={error}
          onConfirm={() => mutate({ tokenId: asked.tokenId })}
          onCancel={cancel}
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
