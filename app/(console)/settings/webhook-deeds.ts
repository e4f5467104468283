import { orThrow } from '#components/or-throw'
import type { ActionResult } from '#lib/errors'
import type { ChangeWebhookInput, CreateWebhookInput } from '#lib/webhooks/schemas'

type Change = (input: ChangeWebhookInput) => Promise<ActionResult<void>>

export type WebhookActions = {
  create: (input: CreateWebhookInput) => Promise<ActionResult<void>>
  revive: Change
  remove: Change
}

export type Deed = { kind: 'create'; url: string } | { kind: 'revive' | 'remove'; webhookId: string }

export function toChange(actions: WebhookActions): (deed: Deed) => Promise<void> {
  return async (deed) => {
    if (deed.kind === 'create') return orThrow(actions.create)({ url: deed.url })
    return orThrow(actions[deed.kind])({ webhookId: deed.webhookId })
  }
}
