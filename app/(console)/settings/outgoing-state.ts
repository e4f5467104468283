import type { ActionResult } from '#lib/errors'
import type { OutgoingSecret } from '#lib/outbox/commands'
import type { OutgoingWebhookView } from '#lib/outbox/view'

export type TypedOutgoing = {
  name: string
  url: string
  format: string
  events: readonly string[]
  patterns: string
}

/** `secret` stands in the result of the one action that made it, and nowhere else. */
export type OutgoingState = {
  result: ActionResult<OutgoingSecret | null> | null
  typed: TypedOutgoing
}

export const NOTHING_TYPED: TypedOutgoing = { name: '', url: '', format: 'json', events: [], patterns: '' }

/** What stays in the fields after a refusal. */
export function toTyped(form: unknown): TypedOutgoing {
  if (!(form instanceof FormData)) return NOTHING_TYPED
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    name: text('name'),
    url: text('url'),
    format: text('format'),
    events: form.getAll('events').map(String),
    patterns: text('patterns'),
  }
}

/** The address is never shown again, so its field is empty. */
export function typedOf({ name, format, events, patterns }: OutgoingWebhookView): TypedOutgoing {
  return { name, url: '', format, events, patterns: patterns?.join(', ') ?? '' }
}
