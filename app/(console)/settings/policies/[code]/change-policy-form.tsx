'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import { PolicyFields } from '../policy-fields.tsx'
import type { PolicyState, TypedPolicy } from '../policy-state.ts'

type FormProps = {
  current: TypedPolicy
  action: (state: PolicyState, form: FormData) => Promise<PolicyState>
}

/** Works without script too. */
export function ChangePolicyForm({ current, action }: FormProps) {
  const [state, submit, isPending] = useActionState(action, { result: null, typed: current })
  const { result, typed } = state
  const errors = result?.ok === false ? (result.fieldErrors ?? {}) : {}
  return (
    <form action={submit} className="grid max-w-2xl gap-3">
      <input type="hidden" name="code" value={typed.code} />
      <input type="hidden" name="seen" value={typed.seen} />
      <PolicyFields typed={typed} errors={errors} />
      <div className="flex flex-wrap items-start gap-4">
        <Button type="submit" look="primary" aria-disabled={isPending}>
          Save as a new version
        </Button>
        <div role="status" className="grid min-h-8 min-w-0 flex-1 content-center">
          <Outcome state={state} />
        </div>
      </div>
    </form>
  )
}

function Outcome({ state: { result, typed } }: { state: PolicyState }) {
  if (result === null) return null
  if (result.ok) {
    const { version, isNew } = result.data
    return (
      <p>
        {isNew ? `Saved: version ${version} is in force.` : `Nothing is different from version ${version}.`}
      </p>
    )
  }
  return (
    <p className="flex gap-2">
      <Icon name="alert" className="mt-0.5 size-4" />
      <span>
        {result.message}
        {result.code === 'conflict' && (
          <>
            {' '}
            <a
              href={`/policies/${typed.code}/${typed.seen}`}
              target="_blank"
              rel="noopener"
              className="text-accent underline"
            >
              Read version {typed.seen}
            </a>{' '}
            in a new tab, or save again to put yours in its place.
          </>
        )}
      </span>
    </p>
  )
}
