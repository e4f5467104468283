'use client'

import { useActionState } from 'react'
import { errorsOf, FormStatus } from '../../form-parts.tsx'
import { PolicyFields } from '../policy-fields.tsx'
import type { PolicyState, TypedPolicy } from '../policy-state.ts'

type FormProps = {
  current: TypedPolicy
  action: (state: PolicyState, form: FormData) => Promise<PolicyState>
}

/** Works without script too. */
export function ChangePolicyForm({ current, action }: FormProps) {
  const [{ result, typed }, submit, isPending] = useActionState(action, { result: null, typed: current })
  return (
    <form action={submit} className="grid max-w-2xl gap-3">
      <input type="hidden" name="code" value={typed.code} />
      <input type="hidden" name="seen" value={typed.seen} />
      <PolicyFields typed={typed} errors={errorsOf(result)} />
      <FormStatus
        deed="Save as a new version"
        isPending={isPending}
        result={result}
        advice={result?.ok === false && result.code === 'conflict' && <Newer typed={typed} />}
        toDone={({ version, isNew }) =>
          isNew ? `Saved: version ${version} is in force.` : `Nothing is different from version ${version}.`
        }
      />
    </form>
  )
}

function Newer({ typed: { code, seen } }: { typed: TypedPolicy }) {
  return (
    <>
      {' '}
      <a href={`/policies/${code}/${seen}`} target="_blank" rel="noopener" className="text-accent underline">
        Read version {seen}
      </a>{' '}
      in a new tab, or save again to put yours in its place.
    </>
  )
}
