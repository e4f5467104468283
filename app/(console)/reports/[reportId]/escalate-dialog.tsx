import { useState } from 'react'
import { DialogForm } from '#components/dialog-form'
import { Dialog } from '#components/ui/dialog'
import { Field, Select, TextareaField } from '#components/ui/field'
import type { Role } from '#lib/permissions/permissions'
import { type EscalationRole, MAX_WHY } from '#lib/reports/view'
import type { Work } from './use-work.ts'

export function EscalateDialog({ role, work }: { role: Role; work: Work }) {
  const [to, setTo] = useState<EscalationRole>(role === 'support' ? 'moderator' : 'admin')
  const [reason, setReason] = useState('')
  return (
    <Dialog
      className="max-w-lg"
      title="Escalate this report?"
      intro="You let go of it. You can still read along and write notes."
      onCancel={work.close}
    >
      <DialogForm
        deed="Escalate"
        pending={work.isPending}
        error={work.error}
        onCancel={work.close}
        onSubmit={() => work.carryOut({ kind: 'escalate', input: { to, reason } })}
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
      </DialogForm>
    </Dialog>
  )
}
