'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import type { OutgoingWebhookView } from '#lib/outbox/view'
import type {
  removeOutgoingAction,
  renewOutgoingSecretAction,
  switchOutgoingAction,
  testOutgoingAction,
} from '../../outgoing-actions.ts'
import { SecretShown } from '../../outgoing-form.tsx'
import { useAskedDeed } from '../../use-asked-deed.ts'

type DeedsProps = {
  webhook: OutgoingWebhookView
  deeds: {
    test: typeof testOutgoingAction
    turn: typeof switchOutgoingAction
    renew: typeof renewOutgoingSecretAction
    remove: typeof removeOutgoingAction
  }
}

export function OutgoingDeeds({ webhook: { webhookId, name, isOn }, deeds }: DeedsProps) {
  const router = useRouter()
  const [isRemoving, askRemoving] = useState(false)
  const test = useMutation({ mutationFn: () => orThrow(deeds.test)({ webhookId }) })
  const turn = useMutation({
    mutationFn: () => orThrow(deeds.turn)({ webhookId, on: !isOn }),
    onSuccess: () => router.refresh(),
  })
  const remove = useMutation({
    mutationFn: () => orThrow(deeds.remove)({ webhookId }),
    onSuccess: () => router.push('/settings'),
  })
  const renewal = useAskedDeed(deeds.renew)
  const error = test.error ?? turn.error
  return (
    <div className="flex flex-wrap items-start gap-2 border-b border-line-2 px-4 py-3 desk:px-6">
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending && <Icon name="spin" />}
        Send a test
      </Button>
      <Button disabled={turn.isPending} onClick={() => turn.mutate()}>
        Switch {isOn ? 'off' : 'on'}
      </Button>
      <Button onClick={() => renewal.ask({ webhookId })}>New secret…</Button>
      <Button onClick={() => askRemoving(true)}>Remove…</Button>
      <div role="status" className="grid min-h-8 basis-full content-center">
        {error !== null && <Failed error={error} />}
        {error === null && test.data !== undefined && (
          <p className="flex gap-2">
            <Icon name={test.data.isTaken ? 'check' : 'alert'} className="mt-0.5 size-4" />
            <span>Test: {test.data.words}</span>
          </p>
        )}
        {renewal.done !== null && <SecretShown {...renewal.done} />}
      </div>
      {renewal.asked !== null && (
        <ConfirmDialog
          title={
            <>
              A new secret for <bdi>{name}</bdi>?
            </>
          }
          intro="From the next delivery on the old secret signs nothing more. Give your program the new one at once."
          deed="New secret"
          {...renewal.dialog}
        />
      )}
      {isRemoving && (
        <ConfirmDialog
          title={
            <>
              Remove <bdi>{name}</bdi>?
            </>
          }
          intro="What waits for it is not sent any more, and its log goes. That cannot be undone."
          deed="Remove webhook"
          look="danger"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onCancel={() => askRemoving(false)}
        />
      )}
    </div>
  )
}
