'use client'

import { useActionState } from 'react'
import { errorsOf, FormStatus, TextField } from '../form-parts.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { NEW_POLICY, type PolicyState } from './policy-state.ts'

type FormProps = { action: (state: PolicyState, form: FormData) => Promise<PolicyState> }

/** Works without script too. */
export function NewPolicyForm({ action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, { result: null, typed: NEW_POLICY })
  const errors = errorsOf(result)
  return (
    <form action={submit} className="grid max-w-2xl gap-3">
      <TextField
        id="policy-code"
        name="code"
        label="Code"
        hint="For files and your backend, such as doxxing. It can never be changed."
        spellCheck={false}
        autoCapitalize="off"
        maxLength={40}
        required
        defaultValue={typed.code}
        error={errors.code}
        className="max-w-60 font-mono"
      />
      <PolicyFields typed={typed} errors={errors} />
      <FormStatus
        deed="Add policy"
        isPending={isPending}
        result={result}
        toDone={({ code }) => `The policy ${code} can be chosen from now on.`}
      />
    </form>
  )
}
