import { z } from 'zod'
import { parseCursor } from '#lib/keyset'
import { patternsInput, patternsOf } from '#lib/permissions/schemas'
import { storableText } from '#lib/storable-text'
import { OUTBOX_EVENT_TYPES, OUTGOING_FORMATS } from './event-types.ts'

const fields = {
  name: z
    .string('Give the webhook a name.')
    .trim()
    .min(1, 'Give the webhook a name.')
    .max(120, 'The name has at most 120 characters.')
    .transform(storableText),
  format: z.enum(OUTGOING_FORMATS, 'Choose a format.'),
  events: z
    .array(z.enum(OUTBOX_EVENT_TYPES, 'There is no such event.'))
    .min(1, 'Choose at least one event.')
    .max(OUTBOX_EVENT_TYPES.length)
    .transform((events) => OUTBOX_EVENT_TYPES.filter((type) => events.includes(type))),
  patterns: patternsInput,
}

const urlInput = z
  .string('Write the address that is to be called.')
  .trim()
  .max(2_000, 'The address has at most 2,000 characters.')
  .transform(storableText)

export const newOutgoingInput = z.strictObject({ ...fields, url: urlInput })
export type NewOutgoingInput = z.output<typeof newOutgoingInput>

const webhookId = z.uuid('This is no ID of a webhook.')

/** An empty address keeps the one there is: nobody is shown it again. */
export const changeOutgoingInput = z.strictObject({ ...fields, webhookId, url: urlInput.default('') })
export type ChangeOutgoingInput = z.output<typeof changeOutgoingInput>

/** One field an event, patterns as text, as the forms in the settings send them. */
function fromForm(form: unknown): unknown {
  if (!(form instanceof FormData)) return form
  const id = form.get('webhookId')
  return {
    ...(id === null ? {} : { webhookId: id }),
    name: form.get('name'),
    url: form.get('url'),
    format: form.get('format'),
    events: form.getAll('events'),
    patterns: patternsOf(form),
  }
}

export const newOutgoingFormInput = z.preprocess(fromForm, newOutgoingInput)
export const changeOutgoingFormInput = z.preprocess(fromForm, changeOutgoingInput)

export const outgoingIdInput = z.strictObject({ webhookId })
export type OutgoingIdInput = z.output<typeof outgoingIdInput>

export const switchOutgoingInput = z.strictObject({ webhookId, on: z.boolean() })
export type SwitchOutgoingInput = z.output<typeof switchOutgoingInput>

export const redeliverInput = z.strictObject({ deliveryId: z.uuid('This is no ID of a delivery.') })
export type RedeliverInput = z.output<typeof redeliverInput>

const deliveryCursor = z
  .string()
  .transform(parseCursor)
  .refine((cursor) => cursor === null || z.uuid().safeParse(cursor.id).success)

/** From an address: what cannot be read counts as absent. */
export const listDeliveriesInput = z.object({
  cursor: deliveryCursor.nullable().catch(null),
  only: z.literal('failed').nullable().catch(null),
})
export type ListDeliveriesInput = z.output<typeof listDeliveriesInput>
