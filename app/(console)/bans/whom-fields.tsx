'use client'

import { useState } from 'react'
import { counted } from '#components/counted'
import { describedBy, Field, Input, TextareaField } from '#components/ui/field'
import { parseTargets } from '#lib/decisions/targets'
import type { Draft } from './draft.ts'

const SMALL_UNITS = 20_000

type FieldsProps = { draft: Draft; onDraft: (draft: Draft) => void }

/** Who: a pasted list, or a file. */
export function WhomFields({ draft, onDraft }: FieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-semibold">Whom</legend>
      <div className="flex flex-wrap gap-x-6">
        <How how="paste" label="Paste user IDs" draft={draft} onDraft={onDraft} />
        <How how="file" label="Import a file" draft={draft} onDraft={onDraft} />
      </div>
      {draft.how === 'paste' ? (
        <PasteField draft={draft} onDraft={onDraft} />
      ) : (
        <FileField draft={draft} onDraft={onDraft} />
      )}
    </fieldset>
  )
}

function How({ how, label, draft, onDraft }: FieldsProps & { how: Draft['how']; label: string }) {
  return (
    <label className="flex min-h-8 items-center gap-2 max-desk:min-h-11">
      <input
        type="radio"
        name="how"
        autoComplete="off"
        checked={draft.how === how}
        onChange={() => onDraft({ ...draft, how })}
      />
      {label}
    </label>
  )
}

function PasteField({ draft, onDraft }: FieldsProps) {
  return (
    <TextareaField
      id="ban-ids"
      label="User IDs"
      hint={<Taken text={draft.pasted} />}
      data-autofocus=""
      rows={4}
      spellCheck={false}
      autoCapitalize="off"
      placeholder="Paste any list: lines, commas, JSON"
      defaultValue={draft.pasted}
      className="max-h-48 font-mono placeholder:font-sans desk:text-xs"
      onChange={(event) => onDraft({ ...draft, pasted: event.target.value })}
    />
  )
}

/** A long list is counted in the preview: counting it at every keystroke would make typing slow. */
function Taken({ text }: { text: string }) {
  if (text.trim() === '' || text.length > SMALL_UNITS)
    return 'The same lists as in a room. Names are never matched.'
  const { accepted, rejected, duplicates } = parseTargets(text)
  const parts = [
    `${counted(accepted.length, 'ID', 'IDs')} taken`,
    ...(rejected.length > 0 ? [`${rejected.length.toLocaleString('en')} left out`] : []),
    ...(duplicates.length > 0 ? [counted(duplicates.length, 'duplicate', 'duplicates')] : []),
  ]
  return `${parts.join(', ')}. The preview says why.`
}

const MAX_FILE_BYTES = 3 * 1024 * 1024

function FileField({ draft, onDraft }: FieldsProps) {
  const [fault, setFault] = useState<string>()

  async function choose(file: File | undefined) {
    if (file === undefined) return
    if (file.size > MAX_FILE_BYTES) return setFault('This file is larger than 3 MB. Import it in parts.')
    try {
      const text = await file.text()
      setFault(undefined)
      onDraft({ ...draft, file: { name: file.name, text } })
    } catch {
      setFault('The file could not be read. Choose it again.')
    }
  }

  return (
    <Field
      id="ban-file"
      label="CSV or JSON file"
      error={fault}
      hint={
        <>
          {draft.file !== null && (
            <>
              <bdi className="font-semibold text-fg">{draft.file.name}</bdi> is chosen.{' '}
            </>
          )}
          A column user_id, and if you like name, scope, scope_value, starts_at, ends_at, policy, reason,
          evidence. What a row does not say is taken from below.
        </>
      }
    >
      <Input
        id="ban-file"
        type="file"
        accept=".csv,.json,.txt,text/csv,application/json"
        aria-describedby={describedBy('ban-file')}
        aria-invalid={fault !== undefined}
        onChange={(event) => choose(event.target.files?.[0])}
      />
    </Field>
  )
}
