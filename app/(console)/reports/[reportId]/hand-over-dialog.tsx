import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '#components/failed'
import { colleaguesQuery } from '#components/reports/query-options'
import { Field, Select, TextareaField } from '#components/ui/field'
import { MAX_WHY } from '#lib/reports/view'
import type { DialogProps } from './report-dialogs.tsx'
import { WorkDialog } from './work-dialog.tsx'

export function HandOverDialog({ report, work }: DialogProps) {
  const { data, error } = useQuery(colleaguesQuery(report.id))
  const [operatorId, setOperatorId] = useState('')
  const [note, setNote] = useState('')
  const nobody = data?.colleagues.length === 0
  return (
    <WorkDialog
      title="Hand this report over?"
      intro="It is theirs for ten minutes. If they do nothing, it is open to everybody again."
      button="Hand over"
      deed={{ kind: 'hand-over', input: { operatorId, note } }}
      ready={operatorId !== ''}
      work={work}
    >
      <div className="grid gap-3 px-4 pb-4 desk:px-6">
        <Field
          id="hand-over-to"
          label="To"
          hint={
            error !== null ? <Failed error={error} /> : nobody ? 'No colleague covers this room.' : undefined
          }
        >
          <Select
            id="hand-over-to"
            data-autofocus=""
            required
            value={operatorId}
            onChange={({ target }) => setOperatorId(target.value)}
          >
            <option value="">{data === undefined ? 'Loading…' : 'Choose a colleague'}</option>
            {data?.colleagues.map(({ id, name, role }) => (
              <option key={id} value={id}>
                {name}, {role}
              </option>
            ))}
          </Select>
        </Field>
        <TextareaField
          id="hand-over-note"
          label="Note to them, optional"
          dir="auto"
          rows={3}
          maxLength={MAX_WHY}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
    </WorkDialog>
  )
}
