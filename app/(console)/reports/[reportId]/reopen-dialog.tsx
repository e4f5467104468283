import { useState } from 'react'
import { DialogForm } from '#components/dialog-form'
import { Dialog } from '#components/ui/dialog'
import { TextareaField } from '#components/ui/field'
import { MAX_WHY } from '#lib/reports/view'
import type { Work } from './use-work.ts'

export function ReopenDialog({ work }: { work: Work }) {
  const [reason, setReason] = useState('')
  return (
    <Dialog
      className="max-w-lg"
      title="Open this report again?"
      intro="You hold it then. The reporter is not told."
      onCancel={work.close}
    >
      <DialogForm
        deed="Open again"
        pending={work.isPending}
        error={work.error}
        onCancel={work.close}
        onSubmit={() => work.carryOut({ kind: 'reopen', input: { reason } })}
      >
        <div className="px-4 pb-4 desk:px-6">
          <TextareaField
            id="reopen-reason"
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
