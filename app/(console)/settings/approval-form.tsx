'use client'

import { useActionState } from 'react'
import { Switch } from '#components/ui/switch'
import type { ActionResult } from '#lib/errors'
import type { BanApprovalInput } from '#lib/settings/schemas'
import { SaveRow } from './save-row.tsx'

export type ApprovalState = { result: ActionResult<BanApprovalInput> | null; on: boolean }

type FormProps = {
  current: boolean
  action: (state: ApprovalState, form: FormData) => Promise<ApprovalState>
}

/** Works without script too. */
export function ApprovalForm({ current, action }: FormProps) {
  const [{ result, on }, submit, isPending] = useActionState(action, { result: null, on: current })
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <span className="flex items-center gap-2">
        <Switch id="second-admin" key={String(on)} name="secondAdmin" defaultChecked={on} />
        <label htmlFor="second-admin">A second admin must approve large bans</label>
      </span>
      <SaveRow isPending={isPending} result={result} toSaved={toSaved} />
    </form>
  )
}

function toSaved({ secondAdmin }: BanApprovalInput): string {
  return secondAdmin ? 'Saved: large bans wait for a second admin.' : 'Saved: one admin is enough.'
}
