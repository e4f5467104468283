'use client'

import { useActionState } from 'react'
import { Checkbox } from '#components/ui/checkbox'
import { Field, Select } from '#components/ui/field'
import { EVENT_WORDS, OUTBOX_EVENT_TYPES } from '#lib/outbox/event-types'
import { errorsOf, FormStatus, TextField } from './form-parts.tsx'
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
      <Events chosen={typed.events} error={errors.events} />
      <TextField
        id="outgoing-patterns"
        name="patterns"
        label="Rooms"
        hint="Room names or patterns such as class-*, apart by commas. Empty is all rooms."
        defaultValue={typed.patterns}
        error={errors.patterns}
        spellCheck={false}
        className="max-w-md"
      />
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

function Events({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  return (
    <fieldset
      aria-describedby={error === undefined ? undefined : 'outgoing-events-error'}
      className="grid gap-1"
    >
      <legend className="mb-1">Tells of</legend>
      {OUTBOX_EVENT_TYPES.map((type) => (
        <div key={type} className="flex w-fit items-center gap-2 max-desk:min-h-11">
          <Checkbox
            id={`outgoing-${type}`}
            name="events"
            value={type}
            defaultChecked={chosen.includes(type)}
          />
          <label htmlFor={`outgoing-${type}`}>
            {EVENT_WORDS[type]} <code className="font-mono text-xs text-fg-2">{type}</code>
          </label>
        </div>
      ))}
      {error !== undefined && (
        <p id="outgoing-events-error" className="text-xs font-semibold text-fg">
          {error}
        </p>
      )}
    </fieldset>
  )
}
