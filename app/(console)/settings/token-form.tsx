'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { TokenScopes } from './token-scopes.tsx'
import { TokenShown } from './token-shown.tsx'
import { type TokenState, toTyped } from './token-state.ts'

const UNTOUCHED: TokenState = { result: null, typed: toTyped(null) }

type FormProps = { action: (state: TokenState, form: FormData) => Promise<TokenState> }

/** Works without script too. */
export function TokenForm({ action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, UNTOUCHED)
  const errors = result?.ok === false ? Object.entries(result.fieldErrors ?? {}) : []
  const errorOf = (name: string) => errors.find(([field]) => field.split('.')[0] === name)?.[1]
  return (
    <form action={submit} className="grid max-w-2xl gap-4">
      <Text
        name="name"
        label="Name"
        hint="Of the backend that uses it."
        typed={typed.name}
        error={errorOf('name')}
      />
      <TokenScopes chosen={typed.scopes} error={errorOf('scopes')} />
      <Text
        name="patterns"
        label="Rooms"
        hint="Room names or patterns such as class-*, apart by commas. Empty is all rooms."
        typed={typed.patterns}
        error={errorOf('patterns')}
      />
      <Text
        name="expires"
        type="date"
        label="Expires after"
        hint="The end of that day in UTC. Empty is never."
        typed={typed.expires}
        error={errorOf('expires')}
      />
      <div className="flex flex-wrap items-start gap-4">
        <Button type="submit" look="primary" aria-disabled={isPending}>
          Create token
        </Button>
        <div role="status" className="grid min-h-8 min-w-0 flex-1 content-center gap-1">
          {result?.ok === false && (
            <p className="flex gap-2 font-semibold">
              <Icon name="alert" className="mt-0.5 size-4" />
              <span>{result.message}</span>
            </p>
          )}
          {result?.ok === true && <TokenShown {...result.data} />}
        </div>
      </div>
    </form>
  )
}

type TextProps = {
  name: string
  label: string
  hint: string
  typed: string
  error: string | undefined
  type?: 'text' | 'date'
}

function Text({ name, label, hint, typed, error, type = 'text' }: TextProps) {
  const id = `token-${name}`
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Input
        id={id}
        name={name}
        type={type}
        spellCheck={false}
        defaultValue={typed}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id)}
        className="max-w-md"
      />
    </Field>
  )
}
