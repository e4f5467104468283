import { Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { WebhookFault, WebhookView } from '#lib/webhooks/queries'
import { ForwardingHelp } from './webhook-forwarding.tsx'

const FAULTS: Record<WebhookFault, string> = {
  failed: 'Daily has switched it off after calls that failed.',
  unknown_state: 'Daily does not say that it is active.',
  other_secret: 'It signs with another secret, so its calls are refused here.',
  missing_events: 'It does not tell everything that Roomwarden acts on.',
}

/** What Daily says of its webhook, in words. */
export function WebhookState({ view }: { view: WebhookView }) {
  switch (view.kind) {
    case 'none':
      return (
        <div className="grid gap-1">
          <p>Daily has no webhook for this domain.</p>
          <Address view={view}>It would go to</Address>
        </div>
      )
    case 'ours':
      return <Ours view={view} />
    case 'foreign':
      return <ForwardingHelp address={view.address} url={view.url} hasSecret={view.hasSecret} />
    case 'not_in_plan':
      return (
        <p>
          Daily’s plan for this domain has no webhooks: they need a card on file with Daily. Roomwarden goes
          on looking who is where.
        </p>
      )
    default:
      return <p role="alert">{view.message} Whether there is a webhook is not known.</p>
  }
}

function Ours({ view }: { view: Extract<WebhookView, { kind: 'ours' }> }) {
  const { faults, lastDeliveredAt } = view
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {faults.length === 0 ? (
          <Tag icon="check">Active</Tag>
        ) : (
          <Tag icon="alert" look="ink">
            Needs reviving
          </Tag>
        )}
        <span>
          {lastDeliveredAt === null ? (
            'Nothing delivered yet'
          ) : (
            <>
              Last delivered <Time at={lastDeliveredAt} />
            </>
          )}
        </span>
      </p>
      {faults.map((fault) => (
        <p key={fault}>{FAULTS[fault]}</p>
      ))}
      <Address view={view}>It goes to</Address>
    </div>
  )
}

function Address({ view: { url, isReachable }, children }: { view: WebhookView; children: string }) {
  return (
    <p className="text-fg-2">
      {children} <span className="font-mono text-xs wrap-anywhere">{url}</span>
      {!isReachable &&
        '. Daily cannot reach that address, which leads only to this machine itself: set APP_URL to one that can be reached from the internet.'}
    </p>
  )
}
