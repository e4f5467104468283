import type { Route } from 'next'
import { Pager } from '#components/pager'
import { EmptyState } from '#components/ui/empty-state'
import { Icon } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { Page } from '#lib/keyset'
import { attemptWords, type DeliveryView } from '#lib/outbox/view'
import { type Redeliver, RedeliverButton } from './redeliver-button.tsx'

type LogProps = {
  webhookId: string
  only: 'failed' | null
  page: Page<DeliveryView>
  redeliver: Redeliver
}

/** What was told to this webhook, newest first. */
export function DeliveryLog({ webhookId, only, page, redeliver }: LogProps) {
  const href = (cursor: string | null, which = only): Route => {
    const search = new URLSearchParams()
    if (which !== null) search.set('only', which)
    if (cursor !== null) search.set('cursor', cursor)
    return `/settings/webhooks/${webhookId}${search.size === 0 ? '' : `?${search}`}` as Route
  }
  return (
    <section aria-labelledby="log" className="border-b border-line-2">
      <div className="flex flex-wrap items-baseline gap-x-4 px-4 py-3 desk:px-6">
        <h2 id="log" className="text-md font-semibold">
          Deliveries
        </h2>
        <a href={href(null, only === null ? 'failed' : null)} className="text-accent underline">
          {only === null ? 'Only what failed' : 'Show all'}
        </a>
      </div>
      {page.rows.length === 0 ? (
        <EmptyState icon="send" title={only === null ? 'Nothing was told yet' : 'Nothing failed'}>
          <p>Send a test, or wait until something happens that it tells of.</p>
        </EmptyState>
      ) : (
        <>
          <ul aria-label="Deliveries" className="divide-y divide-line-1">
            {page.rows.map((delivery) => (
              <li key={delivery.deliveryId} className="px-4 py-2 desk:px-6">
                <Delivery delivery={delivery} redeliver={redeliver} />
              </li>
            ))}
          </ul>
          <Pager
            newer={page.newer === null ? null : href(page.newer)}
            older={page.older === null ? null : href(page.older)}
          />
        </>
      )}
    </section>
  )
}

function Delivery({ delivery, redeliver }: { delivery: DeliveryView; redeliver: Redeliver }) {
  const { deliveryId, type, at, state, attempts, nextAt, isUnderWay, last, body } = delivery
  return (
    <div className="grid gap-x-4 gap-y-1 desk:grid-cols-[10rem_12rem_minmax(0,1fr)_auto]">
      <span className="text-fg-3">
        <Time at={at} format="dated" />
      </span>
      <code className="font-mono text-xs">{type}</code>
      <div className="min-w-0">
        <p className="flex gap-2">
          <Icon name={STATES[state].icon} className="mt-0.5 size-4 text-fg-2" />
          <span>
            {STATES[state].word}
            {last !== null && state !== 'delivered' && `: ${attemptWords(last)}`}
            {attempts > 1 && ` ${attempts} attempts.`}
            {nextAt !== null && !isUnderWay && last !== null && (
              <>
                {' '}
                Next at <Time at={nextAt} format="time" />.
              </>
            )}
          </span>
        </p>
        <details>
          <summary className="w-fit text-xs text-accent">What is sent</summary>
          <pre className="max-h-60 overflow-auto rounded-2 bg-surface-2 p-2 text-xs whitespace-pre-wrap">
            {body}
          </pre>
        </details>
      </div>
      {state !== 'waiting' || last !== null ? (
        <RedeliverButton deliveryId={deliveryId} redeliver={redeliver} />
      ) : (
        <span />
      )}
    </div>
  )
}

const STATES = {
  waiting: { word: 'Waiting', icon: 'clock' },
  delivered: { word: 'Delivered', icon: 'check' },
  given_up: { word: 'Given up', icon: 'x' },
} as const
