import { useState } from 'react'
import { TextareaField } from '#components/ui/field'
import { MAX_WHY } from '#lib/reports/view'
import type { Work } from './use-work.ts'
import { WorkDialog } from './work-dialog.tsx'

export function ReopenDialog({ work }: { work: Work }) {
  const [reason, setReason] = useState('')
  return (
    <WorkDialog
      title="Open this report again?"
      intro="You hold it then. The reporter is not told."
      button="Open again"
      deed={{ kind: 'reopen', input: { reason } }}
      work={work}
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
    </WorkDialog>
  )
}
