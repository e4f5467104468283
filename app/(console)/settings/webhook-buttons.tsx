import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import type { WebhookView } from '#lib/webhooks/queries'
import type { Deed } from './webhook-deeds.ts'

type DeedsProps = {
  view: WebhookView
  isPending: boolean
  change: (deed: Deed) => void
  askToRemove: (webhookId: string) => void
}

/** What can be done with the webhook as it is. */
export function Deeds({ view, isPending, change, askToRemove }: DeedsProps) {
  const spin = isPending && <Icon name="spin" />
  if (view.kind === 'none')
    return (
      <Button
        look="primary"
        aria-disabled={isPending}
        onClick={() => {
          if (!isPending) change({ kind: 'create', url: view.url })
        }}
      >
        {spin}
        Create
      </Button>
    )
  if (view.kind !== 'ours') return null
  const { webhookId } = view
  return (
    <>
      {view.faults.length > 0 && (
        <Button
          look="primary"
          aria-disabled={isPending}
          onClick={() => {
            if (!isPending) change({ kind: 'revive', webhookId })
          }}
        >
          {spin}
          Revive
        </Button>
      )}
      <Button disabled={isPending} onClick={() => askToRemove(webhookId)}>
        Remove…
      </Button>
    </>
  )
}

type CheckProps = { isAsking: boolean; hasFailed: boolean; ask: () => void }

export function Check({ isAsking, hasFailed, ask }: CheckProps) {
  return (
    <Button
      aria-disabled={isAsking}
      onClick={() => {
        if (!isAsking) ask()
      }}
    >
      <Icon name={isAsking ? 'spin' : 'refresh'} />
      {hasFailed ? 'Try again' : 'Check'}
    </Button>
  )
}
