import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { summary } from '#components/decisions/outcome'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { reportQuery } from '#components/reports/query-options'
import { Button } from '#components/ui/button'
import { Field, Textarea } from '#components/ui/field'
import { Icon, type IconName } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { ReportEvent, ReportView } from '#lib/reports/view'
import type { State } from './claim-bar.tsx'

const MAX_NOTE = 4_000

/** What was done with the report, newest first, and the team's notes; none of it is shown to the reporter. */
export function History({ report, may, note }: { report: ReportView } & NoteProps) {
  return (
    <section aria-labelledby="activity" className="grid gap-3">
      <h2 id="activity" className="text-md font-semibold">
        Activity
      </h2>
      {may && <NoteForm reportId={report.id} note={note} />}
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

function NoteForm({ reportId, note }: { reportId: string; note: NoteProps['note'] }) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(note)({ reportId, text }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ queryKey: reportQuery(reportId).queryKey })
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isPending && text.trim() !== '') mutate()
  }

  return (
    <form onSubmit={submit} className="grid gap-2">
      <Field id="note" label="Note" hint="Only the team sees notes.">
        <Textarea
          id="note"
          rows={2}
          dir="auto"
          maxLength={MAX_NOTE}
          value={text}
          aria-describedby="note-hint"
          className="field-sizing-content max-h-48 min-h-14"
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-3">
        {error !== null && (
          <p role="alert">
            <Failed error={error} />
          </p>
        )}
        <Button type="submit" aria-disabled={isPending || text.trim() === ''}>
          Add note
        </Button>
      </div>
    </form>
  )
}
