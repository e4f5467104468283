'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { PolicySelect } from '#components/policies/policy-select'
import { visibleName } from '#components/rooms/person'
import { Dialog } from '#components/ui/dialog'
import { Field, TextareaField } from '#components/ui/field'
import type { ActionResult } from '#lib/errors'
import type { PolicyCode } from '#lib/policies/policies'
import { MAX_REPORT_TEXT, type ReportedPerson } from '#lib/reports/view'

type Filed = { reportId: string }

export type FileReport = (input: {
  room: string
  userId: string | null
  participantId: string | null
  category: PolicyCode
  text: string
  intentKey: string
}) => Promise<ActionResult<Filed>>

type DialogProps = {
  room: string
  person: ReportedPerson
  policy: PolicyCode
  fileReport: FileReport
  onCancel: () => void
  onFiled: (filed: Filed) => void
}

export function ReportDialog({ room, person, policy, fileReport, onCancel, onFiled }: DialogProps) {
  const { userId, participantId, name } = person
  const [intentKey] = useState(() => crypto.randomUUID())
  const [category, setCategory] = useState(policy)
  const [text, setText] = useState('')
  const filing = useMutation({ mutationFn: orThrow(fileReport), onSuccess: onFiled })
  const cancel = () => {
    if (!filing.isPending) onCancel()
  }
  return (
    <Dialog
      className="max-w-lg"
      title={
        <>
          Report <bdi>{visibleName(name) ?? '(no name)'}</bdi>?
        </>
      }
      intro="It goes into the queue under your name, with who is in the room now."
      onCancel={cancel}
    >
      <DialogForm
        deed="Report"
        pending={filing.isPending}
        error={filing.error}
        onCancel={cancel}
        onSubmit={() => filing.mutate({ room, userId, participantId, category, text, intentKey })}
      >
        <div className="grid gap-3 px-4 pb-4 desk:px-6">
          <Field id="report-policy" label="Policy">
            <PolicySelect id="report-policy" chosen={category} onPolicy={setCategory} />
          </Field>
          <TextareaField
            id="report-text"
            label="What happened"
            data-autofocus=""
            dir="auto"
            rows={4}
            required
            maxLength={MAX_REPORT_TEXT}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
      </DialogForm>
    </Dialog>
  )
}
