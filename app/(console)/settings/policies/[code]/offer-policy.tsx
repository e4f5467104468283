'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import { useLive } from '#components/ui/clock'
import type { ActionResult } from '#lib/errors'
import type { StoredPolicy } from '#lib/settings/policy-commands'
import type { OfferPolicyInput } from '#lib/settings/policy-schemas'

type OfferProps = {
  code: string
  title: string
  version: number
  offered: boolean
  offer: (input: OfferPolicyInput) => Promise<ActionResult<StoredPolicy>>
}

/** Withdraws a policy, or offers it again; each is a version of its own. */
export function OfferPolicy({ code, title, version, offered, offer }: OfferProps) {
  const router = useRouter()
  const isLive = useLive()
  const [asked, setAsked] = useState(false)
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: orThrow(offer),
    onSuccess: () => setAsked(false),
    onSettled: () => router.refresh(),
  })
  const words = offered
    ? {
        deed: 'Stop offering',
        intro: 'Nobody can choose it from then on. What was decided under it stays, and so does its text.',
      }
    : { deed: 'Offer again', intro: 'From then on it can be chosen again, as it stands.' }
  return (
    <>
      <Button disabled={!isLive} onClick={() => setAsked(true)}>
        {words.deed}…
      </Button>
      {asked && (
        <ConfirmDialog
          title={
            <>
              {words.deed}: <bdi>{title}</bdi>?
            </>
          }
          {...words}
          pending={isPending}
          error={error}
          onCancel={() => {
            reset()
            setAsked(false)
          }}
          onConfirm={() => mutate({ code, seen: version, offered: !offered })}
        />
      )}
    </>
  )
}
