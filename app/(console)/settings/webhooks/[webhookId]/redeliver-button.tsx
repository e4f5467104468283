'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import type { redeliverAction } from '../../outgoing-actions.ts'

export type Redeliver = typeof redeliverAction

export function RedeliverButton({ deliveryId, redeliver }: { deliveryId: string; redeliver: Redeliver }) {
  const router = useRouter()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(redeliver)({ deliveryId }),
    onSuccess: () => router.refresh(),
  })
  return (
    <span className="grid content-start justify-items-end gap-1">
      <Button size="sm" disabled={isPending} onClick={() => mutate()}>
        Redeliver
      </Button>
      {error !== null && (
        <span role="alert">
          <Failed error={error} />
        </span>
      )}
    </span>
  )
}
