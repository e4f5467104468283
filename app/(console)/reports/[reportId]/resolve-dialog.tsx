import { useState } from 'react'
import { summary } from '#components/decisions/outcome'
import { Checkbox } from '#components/ui/checkbox'
import { DialogBody } from '#components/ui/dialog'
import { TextareaField } from '#components/ui/field'
import { MAX_NOTE, MAX_WHY } from '#lib/reports/view'
import type { DialogProps } from './report-dialogs.tsx'
import { WorkDialog } from './work-dialog.tsx'

const ANSWERS = {
  acted_on: 'Thank you for your report. We have looked at it and acted on it.',
  dismissed: 'Thank you for your report. We have looked at it and found no reason to act.',
}

/** Ends the report, tells the reporter, and goes on to the next one. Ctrl or ⌘ with Enter is the deed, in any field. */
export function ResolveDialog({ report, work, dismiss }: DialogProps & { dismiss: boolean }) {
  const resolution = dismiss ? 'dismissed' : 'acted_on'
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState(ANSWERS[resolution])
  const [badFaith, setBadFaith] = useState(false)
  const { decisions, reports } = report
  const needsReason = dismiss || decisions.length === 0

  return (
    <WorkDialog
      className="max-w-xl"
      title={dismiss ? 'Dismiss this report?' : 'Resolve as acted on?'}
      intro={toIntro(reports)}
      button={dismiss ? 'Dismiss and next' : 'Resolve and next'}
      deed={{ kind: 'resolve', input: { resolution, badFaith, reason, answer } }}
      work={work}
    >
      <DialogBody>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for its fields. */}
        <div
          className="grid gap-3 px-4 py-4 desk:px-6"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
            event.preventDefault()
            event.currentTarget.closest('form')?.requestSubmit()
          }}
        >
          {!dismiss && decisions.length > 0 && (
            <ul aria-label="Decisions on this report" className="grid gap-1">
              {decisions.map((decision) => (
                <li key={decision.id}>
                  <bdi>{decision.by}</bdi>: {decision.ban ? 'eject and ban' : 'eject'}, {summary(decision)}
                </li>
              ))}
            </ul>
          )}
          <TextareaField
            id="resolve-reason"
            label={needsReason ? 'Reason' : 'Reason, optional'}
            hint={
              dismiss || decisions.length > 0
                ? 'For the team and the record.'
                : 'No decision was made on this report: say what was done.'
            }
            data-autofocus=""
            dir="auto"
            rows={2}
            required={needsReason}
            maxLength={MAX_WHY}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          {dismiss && (
            <span className="flex items-center gap-2 max-desk:min-h-11">
              <Checkbox
                id="bad-faith"
                checked={badFaith}
                onChange={({ target }) => setBadFaith(target.checked)}
              />
              <label htmlFor="bad-faith">Reported in bad faith</label>
            </span>
          )}
          <TextareaField
            id="resolve-answer"
            label="Message to the reporter"
            hint="Sent with the outgoing webhooks and shown on the reporter’s page. Empty tells nothing but the end."
            dir="auto"
            rows={3}
            maxLength={MAX_NOTE}
            value={answer}
            onChange={({ target }) => setAnswer(target.value)}
          />
        </div>
      </DialogBody>
    </WorkDialog>
  )
}

function toIntro(reports: number): string {
  return reports === 1
    ? 'Ends the work on it.'
    : `Ends all ${reports.toLocaleString('en')} reports of this group.`
}
