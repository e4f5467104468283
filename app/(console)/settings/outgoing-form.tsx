'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { describedBy, Field, Input, Select } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { EVENT_WORDS, OUTBOX_EVENT_TYPES } from '#lib/outbox/event-types'
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
  const errors = result?.ok === false ? Object.entries(result.fieldErrors ?? {}) : []
  const errorOf = (name: string) => errors.find(([field]) => field.split('.')[0] === name)?.[1]
  return (
    <form action={submit} className="grid max-w-2xl gap-4">
      {webhookId !== undefined && <input type="hidden" name="webhookId" value={webhookId} />}
      <Text
        name="name"
        label="Name"
        hint="Tells it apart in lists."
        typed={typed.name}
        error={errorOf('name')}
      />
      <Text
        name="url"
        label="Address"
        hint={
          webhookId === undefined
            ? 'Begins with https://. Of a Slack or Discord webhook the whole address: it is a secret and is not shown again.'
            : 'Empty keeps the address there is, which is not shown again.'
        }
        typed={typed.url}
        error={errorOf('url')}
      />
      <Field id="outgoing-format" label="Format" error={errorOf('format')}>
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
      <Events chosen={typed.events} error={errorOf('events')} />
      <Text
        name="patterns"
        label="Rooms"
        hint="Room names or patterns such as class-*, apart by commas. Empty is all rooms."
        typed={typed.patterns}
        error={errorOf('patterns')}
      />
      <div className="flex flex-wrap items-start gap-4">
        <Button type="submit" look="primary" aria-disabled={isPending}>
          {webhookId === undefined ? 'Add webhook' : 'Save'}
        </Button>
        <div role="status" className="grid min-h-8 min-w-0 flex-1 content-center gap-1">
          {result?.ok === false && (
            <p className="flex gap-2 font-semibold">
              <Icon name="alert" className="mt-0.5 size-4" />
              <span>{result.message}</span>
            </p>
          )}
          {result?.ok === true && result.data === null && 'Saved.'}
          {result?.ok === true && result.data !== null && <SecretShown {...result.data} />}
        </div>
      </div>
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

type TextProps = { name: string; label: string; hint: string; typed: string; error: string | undefined }

function Text({ name, label, hint, typed, error }: TextProps) {
  const id = `outgoing-${name}`
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Input
        id={id}
        name={name}
        spellCheck={false}
        defaultValue={typed}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id)}
        className="max-w-md"
      />
    </Field>
  )
}
