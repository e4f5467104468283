import { useQueryClient } from '@tanstack/react-query'
import { summary } from '#components/decisions/outcome'
import { NoteForm } from '#components/note-form'
import { reportQuery } from '#components/reports/query-options'
import { Icon, type IconName } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { ReportEvent, ReportView } from '#lib/reports/view'
import type { State } from './claim-bar.tsx'

/** What was done with the report, newest first, and the team's notes; none of it is shown to the reporter. */
export function History({ report, may, note }: { report: ReportView } & NoteProps) {
  const client = useQueryClient()
  return (
    <section aria-labelledby="activity" className="grid gap-3">
      <h2 id="activity" className="text-md font-semibold">
        Activity
      </h2>
      {may && (
        <NoteForm
          hint="Only the team sees notes."
          rows={2}
          write={(text) => note({ reportId: report.id, text })}
          onWritten={() => client.invalidateQueries({ queryKey: reportQuery(report.id).queryKey })}
        />
      )}
      {report.ending !== null && report.ending.answer !== '' && (
        <div className="grid gap-1">
          <h3 className="text-fg-3">Told to the reporter</h3>
          <p dir="auto" className="whitespace-pre-wrap">
            {report.ending.answer}
          </p>
        </div>
      )}
      {report.history.length === 0 && <p className="text-fg-3">Nothing was done yet.</p>}
      <ul className="grid gap-2">
        {report.history.map((event) => (
          <li key={event.id} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2">
            <Icon name={ICONS[event.kind]} className="mt-0.5 size-4 text-fg-3" />
            <div>
              <p className="flex flex-wrap gap-x-2">
                <span>
                  <b className="font-semibold">{event.mine ? 'You' : <bdi>{event.by}</bdi>}</b>{' '}
                  {wordsOf(event, report)}
                </span>
                <span className="ml-auto text-fg-3">
                  <Time at={event.at} format="dated" />
                </span>
              </p>
              {event.text !== '' && (
                <p dir="auto" className="whitespace-pre-wrap text-fg-2">
                  {event.text}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type NoteProps = { may: boolean; note: State['work']['note'] }

const ICONS: Record<ReportEvent['kind'], IconName> = {
  claimed: 'person',
  released: 'undo',
  handed_over: 'send',
  escalated: 'up',
  decided: 'out',
  resolved: 'check',
  reopened: 'refresh',
  note: 'note',
}

function wordsOf({ kind, to, decisionId }: ReportEvent, { decisions }: ReportView): string {
  if (kind === 'handed_over') return `handed it over to ${to}`
  if (kind === 'escalated') return `escalated it to ${to}s`
  if (kind === 'reopened') return 'opened it again'
  if (kind === 'note') return 'noted'
  if (kind === 'resolved') return `resolved it: ${RESOLVED[to ?? ''] ?? to}`
  if (kind !== 'decided') return `${kind} it`
  const decision = decisions.find(({ id }) => id === decisionId)
  const deed = to === 'eject_and_ban' ? 'ejected and banned' : 'ejected'
  return decision === undefined ? deed : `${deed}: ${summary(decision)}`
}

const RESOLVED: Record<string, string> = {
  acted_on: 'acted on',
  dismissed: 'dismissed',
  bad_faith: 'dismissed, reported in bad faith',
}
