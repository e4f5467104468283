'use client'

import { useActionState } from 'react'
import { PasswordInput } from '#components/password-input'
import { Button } from '#components/ui/button'
import { Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import type { SignInState } from './actions.ts'

type FormProps = {
  action: (state: SignInState, form: FormData) => Promise<SignInState>
  returnTo: string
}

const UNTOUCHED: SignInState = { message: null, email: '' }
const LARGE = 'min-h-10 px-3 text-md'

/** Works without script too: the browser posts the form, and the answer holds the message and the e-mail. */
export function SignInForm({ action, returnTo }: FormProps) {
  const [{ message, email }, submit, isPending] = useActionState(action, UNTOUCHED)
  const described = message === null ? {} : { 'aria-describedby': 'sign-in-error', 'aria-invalid': true }
  return (
    <form action={submit} className="grid gap-5">
      <input type="hidden" name="returnTo" value={returnTo} />
      <Field id="email" label="Email">
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          maxLength={320}
          required
          autoFocus={email === ''}
          className={LARGE}
          {...described}
        />
      </Field>
      <Field id="password" label="Password">
        <PasswordInput
          id="password"
          name="password"
          autoComplete="current-password"
          maxLength={128}
          required
          autoFocus={email !== ''}
          className={LARGE}
          {...described}
        />
      </Field>
      {message !== null && (
        <p id="sign-in-error" role="alert" className="flex gap-2 font-semibold">
          <Icon name="alert" className="mt-0.5 size-4" />
          <span>{message}</span>
        </p>
      )}
      <Button type="submit" look="primary" size="lg" aria-disabled={isPending}>
        Sign in
      </Button>
    </form>
  )
}
