'use client'

import { useActionState } from 'react'
import { Field, Select } from '#components/ui/field'
import { EVENT_WORDS, OUTBOX_EVENT_TYPES } from '#lib/outbox/event-types'
import { ChoicesField, errorsOf, FormStatus, RoomsField, TextField } from './form-parts.tsx'
import type { OutgoingState, TypedOutgoing } from './outgoing-state.ts'
import { ShownOnce } from './shown-once.tsx'

type FormProps = {
  action: (state: OutgoingState, form: FormData) => Promise<OutgoingState>
  initial: TypedOutgoing
  /** The webhook to change; a new one without. */
  webhookId?: string
}

/** Works without script too. */
export function OutgoingForm({ action, initial, webhookId }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, { result: null, typed: initial })
  const errors = errorsOf(result)
  return (
    <form action={submit} className="grid max-w-2xl gap-4">
      {webhookId !== undefined && <input type="hidden" name="webhookId" value={webhookId} />}
      <TextField
        id="outgoing-name"
        name="name"
        label="Name"
        hint="Tells it apart in lists."
        defaultValue={typed.name}
        error={errors.name}
        spellCheck={false}
        className="max-w-md"
      />
      <TextField
        id="outgoing-url"
        name="url"
        label="Address"
        hint={
          webhookId === undefined
            ? 'Begins with https://. Of a Slack or Discord webhook the whole address: it is a secret and is not shown again.'
            : 'Empty keeps the address there is, which is not shown again.'
        }
        defaultValue={typed.url}
        error={errors.url}
        spellCheck={false}
        className="max-w-md"
      />
      <Field id="outgoing-format" label="Format" error={errors.format}>
        {/* A form that is reset after its action sets a select to the choice it was made with. */}
        <Select
          key={typed.format}
          id="outgoing-format"
          name="format"
          defaultValue={typed.format}
          className="max-w-md"
        >
          <option value="json">JSON, signed, for a program of yours</option>
          <option value="slack">A message for Slack</option>
          <option value="discord">A message for Discord</option>
        </Select>
      </Field>
      <ChoicesField
        errorId="outgoing-events-error"
        name="events"
        label="Tells of"
        choices={EVENT_CHOICES}
        chosen={typed.events}
        error={errors.events}
      />
      <RoomsField id="outgoing-patterns" typed={typed.patterns} error={errors.patterns} />
      <FormStatus
        deed={webhookId === undefined ? 'Add webhook' : 'Save'}
        isPending={isPending}
        result={result}
        toDone={(made) => (made === null ? 'Saved.' : <SecretShown {...made} />)}
      />
    </form>
  )
}

export function SecretShown({ name, secret }: { name: string; secret: string }) {
  return (
    <ShownOnce
      id="outgoing-secret"
      label={`Signing secret of ${name}`}
      hint="Keep it now where your program finds it: it is not shown again. Slack and Discord need none."
      secret={secret}
    />
  )
}

const EVENT_CHOICES = OUTBOX_EVENT_TYPES.map((type) => ({
  id: `outgoing-${type}`,
  value: type,
  words: EVENT_WORDS[type],
}))
