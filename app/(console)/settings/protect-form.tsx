'use client'

import { useActionState } from 'react'
import { TextareaField } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { REJECT_REASONS } from '#lib/decisions/targets'
import type { Protected } from '#lib/protection/commands'
import type { ProtectState } from './actions.ts'
import { errorsOf, FormStatus, TextField } from './form-parts.tsx'

const UNTOUCHED: ProtectState = { result: null, text: '', note: '' }
const MAX_SHOWN = 20

type FormProps = { action: (state: ProtectState, form: FormData) => Promise<ProtectState> }

/** Works without script too. */
export function ProtectForm({ action }: FormProps) {
  const [{ result, text, note }, submit, isPending] = useActionState(action, UNTOUCHED)
  const errors = errorsOf(result)
  return (
    <form action={submit} className="grid max-w-2xl gap-3">
      <TextareaField
        id="protect-text"
        label="User IDs to protect"
        hint="Any list: lines, commas, a spreadsheet column. 36 characters an ID at most."
        error={errors.text}
        name="text"
        rows={4}
        spellCheck={false}
        defaultValue={text}
        required
        aria-invalid={errors.text !== undefined}
        className="font-mono"
      />
      <TextField
        id="protect-note"
        name="note"
        label="Note"
        hint="For whom or why, for your colleagues."
        maxLength={300}
        defaultValue={note}
        error={errors.note}
      />
      <FormStatus
        deed="Protect"
        isPending={isPending}
        result={result}
        toDone={(outcome) => <Outcome outcome={outcome} />}
      />
    </form>
  )
}

function Outcome({ outcome: { added, already, duplicates, rejected } }: { outcome: Protected }) {
  return (
    <>
      <p className="flex gap-2">
        <Icon name="check" className="mt-0.5 size-4" />
        <span>
          {added.toLocaleString('en')} newly protected
          {already > 0 && `, ${already.toLocaleString('en')} were already`}
          {duplicates > 0 && `, ${duplicates.toLocaleString('en')} named twice`}
          {rejected.length > 0 && `, ${rejected.length.toLocaleString('en')} left out and still in the box`}.
        </span>
      </p>
      {rejected.length > 0 && (
        <ul className="grid gap-1">
          {rejected.slice(0, MAX_SHOWN).map(({ line, text, reason }) => (
            <li key={`${line} ${text}`}>
              Line {line.toLocaleString('en')}, <bdi className="font-mono text-xs">{text.slice(0, 60)}</bdi>:{' '}
              {REJECT_REASONS[reason]}
            </li>
          ))}
        </ul>
      )}
      {rejected.length > MAX_SHOWN && <p>and {(rejected.length - MAX_SHOWN).toLocaleString('en')} more</p>}
    </>
  )
}
