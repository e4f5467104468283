import { useState } from 'react'
import { Field, Select, TextareaField } from '#components/ui/field'
import type { Role } from '#lib/permissions/permissions'
import { type EscalationRole, MAX_WHY } from '#lib/reports/view'
import type { Work } from './use-work.ts'
import { WorkDialog } from './work-dialog.tsx'

export function EscalateDialog({ role, work }: { role: Role; work: Work }) {
  const [to, setTo] = useState<EscalationRole>(role === 'support' ? 'moderator' : 'admin')
  const [reason, setReason] = useState('')
  return (
    <WorkDialog
      title="Escalate this report?"
      intro="You let go of it. You can still read along and write notes."
      button="Escalate"
      deed={{ kind: 'escalate', input: { to, reason } }}
      work={work}
    >
      <div className="grid gap-3 px-4 pb-4 desk:px-6">
        <Field id="escalate-to" label="To">
          <Select
            id="escalate-to"
            value={to}
            onChange={({ target }) => setTo(target.value === 'admin' ? 'admin' : 'moderator')}
          >
            {role === 'support' && <option value="moderator">moderators</option>}
            <option value="admin">admins</option>
          </Select>
        </Field>
        <TextareaField
          id="escalate-reason"
          label="Why"
          data-autofocus=""
          dir="auto"
          rows={3}
          required
          maxLength={MAX_WHY}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </WorkDialog>
  )
}
