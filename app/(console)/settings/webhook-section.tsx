import { Section } from './section.tsx'
import { createWebhookAction, removeWebhookAction, reviveWebhookAction } from './webhook-actions.ts'
import { WebhookPanel } from './webhook-panel.tsx'

/** The panel asks for itself: Daily being slow or down must not hold up the page. */
export function WebhookSection() {
  return (
    <Section
      id="webhook"
      title="Daily’s webhook"
      about="Tells Roomwarden at once who joins and who leaves. Without it Roomwarden finds out at its next look, some seconds later. A Daily domain has one webhook."
    >
      <WebhookPanel create={createWebhookAction} revive={reviveWebhookAction} remove={removeWebhookAction} />
    </Section>
  )
}
