'use client'

import { useActionState } from 'react'
import { SCOPE_WORDS } from '#lib/auth/token-view'
import { SCOPES } from '#lib/permissions/api-caller'
import { ChoicesField, errorsOf, FormStatus, RoomsField, TextField } from './form-parts.tsx'
import { TokenShown } from './token-shown.tsx'
import { type TokenState, toTyped } from './token-state.ts'

const UNTOUCHED: TokenState = { result: null, typed: toTyped(null) }

type FormProps = { action: (state: TokenState, form: FormData) => Promise<TokenState> }

/** Works without script too. */
export function TokenForm({ action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, UNTOUCHED)
  const errors = errorsOf(result)
  return (
    <form action={submit} className="grid max-w-2xl gap-4">
      <TextField
        id="token-name"
        name="name"
        label="Name"
        hint="Of the backend that uses it."
        defaultValue={typed.name}
        error={errors.name}
        spellCheck={false}
        className="max-w-md"
      />
      <ChoicesField
        errorId="token-scopes-error"
        name="scopes"
        label="May"
        choices={SCOPE_CHOICES}
        chosen={typed.scopes}
        error={errors.scopes}
      />
      <RoomsField id="token-patterns" typed={typed.patterns} error={errors.patterns} />
      <TextField
        id="token-expires"
        name="expires"
        type="date"
        label="Expires after"
        hint="The end of that day in UTC. Empty is never."
        defaultValue={typed.expires}
        error={errors.expires}
        spellCheck={false}
        className="max-w-md"
      />
      <FormStatus
        deed="Create token"
        isPending={isPending}
        result={result}
        toDone={(made) => <TokenShown {...made} />}
      />
    </form>
  )
}

const SCOPE_CHOICES = SCOPES.map((scope) => ({
  id: `token-scope-${scope.replace(':', '-')}`,
  value: scope,
  words: SCOPE_WORDS[scope],
}))
