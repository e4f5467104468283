import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { DecidePanel } from '#components/decisions/decide-panel'
import { MAX_REASON_LENGTH } from '#components/decisions/decision-fields'
import { reportQuery } from '#components/reports/query-options'
import type { EjectRequest } from '#lib/decisions/schemas'
import type { Complaint, ReportedPerson, ReportView } from '#lib/reports/view'
import type { ReportActions } from './report-actions.ts'
import type { May } from './report-screen.tsx'

type DecideProps = {
  report: ReportView
  chosen: Complaint | null
  may: May
  enabled: boolean
  actions: ReportActions
}

/** Ejecting and banning from the report: everything filled in, and the report as its source. */
export function Decide({ report, chosen, may, enabled, actions }: DecideProps) {
  const client = useQueryClient()
  // What was shown when the dialog opened is what is decided on.
  const seen = useRef(report.version)
  const { userId, participantId, name } = chosen ?? report
  const people = useMemo(() => toPeople({ userId, participantId, name }), [userId, participantId, name])
  if (people.length === 0 || (report.kind === 'reporter' && chosen === null)) return null
  if (report.ending !== null)
    return <p className="px-4 py-4 text-fg-2 desk:px-5">Open the report again to decide on it.</p>
  const text = chosen?.text ?? report.complaints[0]?.text ?? ''
  return (
    <section aria-labelledby="decide" className="grid gap-3 px-4 py-4 desk:px-5">
      <h2 id="decide" className="text-md font-semibold">
        Decision
      </h2>
      <DecidePanel
        key={people[0]?.id}
        room={report.room}
        people={people}
        may={may}
        locked={enabled ? null : whyLocked(report, may)}
        actions={{
          undoBan: actions.undoBan,
          stop: actions.stop,
          eject: (input: EjectRequest) =>
            actions.eject({ ...input, reportId: report.id, seen: seen.current }),
        }}
        defaults={{
          policy: (chosen ?? report).category,
          reason: [...text].slice(0, MAX_REASON_LENGTH).join('').slice(0, MAX_REASON_LENGTH),
          banOn: may.ban,
        }}
        onAsk={() => {
          seen.current = report.version
        }}
        onStored={() => void client.invalidateQueries({ queryKey: reportQuery(report.id).queryKey })}
      />
    </section>
  )
}

function whyLocked({ claim, raised, escalatedTo }: ReportView, may: May): string | null {
  if (!may.eject) return 'You may look, not eject, in this room.'
  if (raised) return `This report is for ${escalatedTo}s now.`
  return claim === null || claim.mine ? null : `${claim.by} works on this report.`
}

function toPeople({ userId, participantId, name }: ReportedPerson) {
  if (userId !== null) return [{ kind: 'user' as const, id: userId, name }]
  return participantId === null ? [] : [{ kind: 'participant' as const, id: participantId, name }]
}
