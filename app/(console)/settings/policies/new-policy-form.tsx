'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { PolicyFields } from './policy-fields.tsx'
import { NEW_POLICY, type PolicyState } from './policy-state.ts'

type FormProps = { action: (state: PolicyState, form: FormData) => Promise<PolicyState> }

/** Works without script too. */
export function NewPolicyForm({ action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, { result: null, typed: NEW_POLICY })
  const errors = result?.ok === false ? (result.fieldErrors ?? {}) : {}
  return (
    <form action={submit} className="grid max-w-2xl gap-3">
      <Field
        id="policy-code"
        label="Code"
        hint="For files and your backend, such as doxxing. It can never be changed."
        error={errors.code}
      >
        <Input
          id="policy-code"
          name="code"
          spellCheck={false}
          autoCapitalize="off"
          defaultValue={typed.code}
          maxLength={40}
          required
          aria-invalid={errors.code !== undefined}
          aria-describedby={describedBy('policy-code')}
          className="max-w-60 font-mono"
        />
      </Field>
      <PolicyFields typed={typed} errors={errors} />
      <div className="flex flex-wrap items-start gap-4">
        <Button type="submit" look="primary" aria-disabled={isPending}>
          Add policy
        </Button>
        <p role="status" className="flex min-h-8 min-w-0 flex-1 items-center gap-2">
          {result?.ok === false && <Icon name="alert" />}
          {result?.ok === false && result.message}
          {result?.ok === true && `The policy ${result.data.code} can be chosen from now on.`}
        </p>
      </div>
    </form>
  )
}
