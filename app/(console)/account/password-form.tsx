'use client'

import { useActionState } from 'react'
import { PasswordInput } from '#components/password-input'
import { Button } from '#components/ui/button'
import { describedBy, Field } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import type { PasswordState } from './actions.ts'

type FormProps = {
  action: (state: PasswordState, form: FormData) => Promise<PasswordState>
  email: string
  minLength: number
  maxLength: number
}

export function PasswordForm({ action, email, minLength, maxLength }: FormProps) {
  const [state, submit, isPending] = useActionState(action, null)
  const errors = state?.ok === false ? (state.fieldErrors ?? {}) : {}
  return (
    <form action={submit} className="grid max-w-sm gap-4">
      <input type="text" autoComplete="username" defaultValue={email} readOnly hidden />
      <Password
        name="currentPassword"
        label="Current password"
        autoComplete="current-password"
        error={errors.currentPassword}
      />
      <Password
        name="newPassword"
        label="New password"
        autoComplete="new-password"
        hint={`${minLength} to ${maxLength} characters. A few words are easier to remember than one.`}
        error={errors.newPassword}
      />
      <Password
        name="repeated"
        label="New password again"
        autoComplete="new-password"
        error={errors.repeated}
      />
      <div role="status" className="grid min-h-5">
        {state !== null && (
          <p className="flex gap-2 font-semibold">
            <Icon name={state.ok ? 'check' : 'alert'} className="mt-0.5 size-4" />
            <span>
              {state.ok ? 'The password is changed. Your other sessions have ended.' : state.message}
            </span>
          </p>
        )}
      </div>
      <div>
        <Button type="submit" look="primary" aria-disabled={isPending}>
          Change password
        </Button>
      </div>
    </form>
  )
}

type PasswordProps = {
  name: string
  label: string
  autoComplete: string
  hint?: string
  error: string | undefined
}

function Password({ name, label, autoComplete, hint, error }: PasswordProps) {
  return (
    <Field id={name} label={label} {...(hint !== undefined && { hint })} error={error}>
      <PasswordInput
        id={name}
        name={name}
        autoComplete={autoComplete}
        required
        aria-invalid={error !== undefined}
        {...((error ?? hint) !== undefined && { 'aria-describedby': describedBy(name) })}
      />
    </Field>
  )
}
