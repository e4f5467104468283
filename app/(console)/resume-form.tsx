'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import type { ResumeState } from './enforcement-actions.ts'

type FormProps = {
  at: number
  people: number
  action: (state: ResumeState, form: FormData) => Promise<ResumeState>
}

/** Works without script too. */
export function ResumeForm({ at, people, action }: FormProps) {
  const [{ result }, submit, isPending] = useActionState(action, { result: null })
  return (
    <form action={submit} className="mt-1 flex flex-wrap items-center gap-2">
      <input type="hidden" name="at" value={at} />
      <Button type="submit" size="sm" aria-disabled={isPending}>
        Let bans remove {people.toLocaleString('en')}
      </Button>
      <span role="status">{result?.ok === false && result.message}</span>
    </form>
  )
}
