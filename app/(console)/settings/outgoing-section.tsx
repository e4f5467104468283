import { Time } from '#components/ui/time'
import { FORMAT_WORDS } from '#lib/outbox/event-types'
import { listOutgoingWebhooks } from '#lib/outbox/queries'
import { attemptWords, type OutgoingWebhookView } from '#lib/outbox/view'
import type { Operator } from '#lib/permissions/permissions'
import { addOutgoingAction } from './outgoing-actions.ts'
import { OutgoingAdd } from './outgoing-add.tsx'
import { OutgoingForm } from './outgoing-form.tsx'
import { NOTHING_TYPED } from './outgoing-state.ts'
import { Section } from './section.tsx'

export async function OutgoingSection({ operator }: { operator: Operator }) {
  const webhooks = await listOutgoingWebhooks(operator)
  return (
    <Section
      id="outgoing"
      title="Outgoing webhooks"
      about="Tell a program of yours, Slack or Discord what happens: reports, decisions, bans. What cannot be delivered is tried again for a day."
    >
      {webhooks.length === 0 ? (
        <p className="text-fg-2">There is no outgoing webhook yet.</p>
      ) : (
        <ul aria-label="Outgoing webhooks" className="divide-y divide-line-1 border-y border-line-1">
          {webhooks.map((webhook) => (
            <li key={webhook.webhookId}>
              <OneWebhook webhook={webhook} />
            </li>
          ))}
        </ul>
      )}
      <OutgoingAdd isFirst={webhooks.length === 0}>
        <OutgoingForm action={addOutgoingAction} initial={NOTHING_TYPED} />
      </OutgoingAdd>
    </Section>
  )
}

function OneWebhook({ webhook }: { webhook: OutgoingWebhookView }) {
  const { webhookId, name, address, format, events, patterns, isOn, last, waiting, givenUp } = webhook
  return (
    <a
      href={`/settings/webhooks/${webhookId}`}
      className="grid gap-x-4 gap-y-0.5 px-2 py-2 hover:bg-surface-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <span>
        <bdi className="font-semibold">{name}</bdi> {!isOn && <span className="text-fg-3">off</span>}
        <span className="block text-fg-2">
          {FORMAT_WORDS[format]} to <bdi className="font-mono text-xs">{address}</bdi>
        </span>
      </span>
      <span className="text-fg-2">
        {last === null ? (
          'Nothing sent yet.'
        ) : (
          <>
            <Time at={last.at} format="dated" />: {attemptWords(last)}
          </>
        )}
        <span className="block text-xs text-fg-3">
          {events.length} {events.length === 1 ? 'event' : 'events'},{' '}
          {patterns === null ? 'all rooms' : patterns.join(', ')}
          {waiting > 0 && ` · ${waiting.toLocaleString('en')} waiting`}
          {givenUp > 0 && ` · ${givenUp.toLocaleString('en')} given up`}
        </span>
      </span>
    </a>
  )
}
