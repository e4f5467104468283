'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import { Dialog, DialogFoot } from '#components/ui/dialog'
import { Icon } from '#components/ui/icon'
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
    if (isPending) return
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
        <RevokeDialog
          name={asked.name}
          isPending={isPending}
          error={error}
          onCancel={cancel}
          onConfirm={() => mutate({ tokenId: asked.tokenId })}
        />
      )}
    </AskToRevoke>
  )
}

type DialogProps = {
  name: string
  isPending: boolean
  error: Error | null
  onConfirm: () => void
  onCancel: () => void
}

function RevokeDialog({ name, isPending, error, onConfirm, onCancel }: DialogProps) {
  return (
    <Dialog
      className="max-w-lg"
      title={
        <>
          Revoke the API token <bdi>{name}</bdi>?
        </>
      }
      intro="Whatever uses it is refused from its next request on. That cannot be undone."
      onCancel={onCancel}
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
        <Button size="lg" disabled={isPending} onClick={onCancel}>
          Cancel
        </Button>
        <Button
          look="danger"
          size="lg"
          data-autofocus=""
          aria-disabled={isPending}
          onClick={() => {
            if (!isPending) onConfirm()
          }}
        >
          {isPending && <Icon name="spin" />}
          Revoke token
        </Button>
      </DialogFoot>
    </Dialog>
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
