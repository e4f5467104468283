'use client'

import { Failed } from '#components/failed'
import { Button } from '#components/ui/button'
import { Dialog, DialogFoot } from '#components/ui/dialog'
import { Icon } from '#components/ui/icon'

type DialogProps = { isPending: boolean; error: Error | null; onConfirm: () => void; onCancel: () => void }

export function RemoveWebhookDialog({ isPending, error, onConfirm, onCancel }: DialogProps) {
  const cancel = () => {
    if (!isPending) onCancel()
  }
  return (
    <Dialog
      className="max-w-lg"
      title="Remove Daily’s webhook?"
      intro="Roomwarden then finds out who joins and leaves only at its next look, some seconds later. Whoever is banned and comes back can stay until then."
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
            if (!isPending) onConfirm()
          }}
        >
          {isPending && <Icon name="spin" className="text-on-accent" />}
          Remove webhook
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
