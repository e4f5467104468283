import { counted } from '#components/counted'
import { PersonLink } from '#components/people/person-link'
import { PolicyTitle } from '#components/policies/policies'
import { About, howMany } from '#components/reports/words'
import { UserId } from '#components/rooms/person'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import { useMore } from '#components/ui/more'
import { Time } from '#components/ui/time'
import type { Complaint, ReporterRecord, ReportView } from '#lib/reports/view'

const FIRST = 5

type Props = { report: ReportView; chosen: Complaint | null; onChoose: (complaint: Complaint) => void }

/** What was said, by whom, and what came of their earlier reports. */
export function Complaints({ report, chosen, onChoose }: Props) {
  const [shown, more] = useMore(report.complaints, FIRST)
  const rest = report.reports - report.complaints.length
  return (
    <section aria-labelledby="said" className="grid gap-3">
      <h2 id="said" className="text-md font-semibold">
        {report.reports === 1 ? 'Report' : howMany(report)}
      </h2>
      <ul className="grid gap-4">
        {shown.map((complaint) => (
          <li key={complaint.id} id={complaint.id} className="grid gap-1.5">
            <div className="flex flex-wrap items-baseline gap-x-2 text-fg-2">
              <span>
                <By complaint={complaint} />
              </span>
              <span className="text-fg-3">
                <Time at={complaint.receivedAt} format="dated" />
                {complaint.occurredAt !== null && (
                  <>
                    , about <Time at={complaint.occurredAt} format="time" />
                  </>
                )}
              </span>
              {report.reports > 1 && (
                <span>
                  <PolicyTitle code={complaint.category} />
                </span>
              )}
              {complaint.reporter.record !== null && (
                <span className="ml-auto text-xs">{recordWords(complaint.reporter.record)}</span>
              )}
            </div>
            {report.kind === 'reporter' && (
              <p className="flex flex-wrap items-center gap-2">
                <About report={{ ...complaint, kind: 'target', room: report.room }} />
                <Button
                  size="sm"
                  aria-pressed={chosen?.id === complaint.id}
                  onClick={() => onChoose(complaint)}
                >
                  {chosen?.id === complaint.id ? 'Chosen' : 'Decide on this person'}
                </Button>
              </p>
            )}
            <blockquote
              dir="auto"
              className="max-h-96 overflow-y-auto rounded-r-3 border-l-2 border-line-2 bg-surface-2 px-4 py-3 text-md whitespace-pre-wrap"
            >
              {complaint.erased ? <span className="text-fg-3">erased since</span> : complaint.text}
            </blockquote>
            <Links evidence={complaint.evidence} />
          </li>
        ))}
      </ul>
      {more}
      {rest > 0 && (
        <p className="text-fg-2">
          {rest.toLocaleString('en')} more reports of this group are counted and not shown.
        </p>
      )}
    </section>
  )
}

function By({ complaint: { source, sourceName, reporter } }: { complaint: Complaint }) {
  if (source === 'operator')
    return (
      <>
        by <bdi className="font-semibold text-fg">{sourceName}</bdi> of the team
      </>
    )
  const where = source === 'form' ? 'from inside the room' : 'through the API'
  return (
    <>
      by <bdi className="font-semibold text-fg">{reporter.name ?? '(name not known)'}</bdi>{' '}
      {reporter.userId !== null && (
        <PersonLink userId={reporter.userId}>
          <UserId userId={reporter.userId} />
        </PersonLink>
      )}
      , {where}
    </>
  )
}

function recordWords({ reports, actedOn, dismissed, badFaith }: ReporterRecord): string {
  const parts = [
    actedOn > 0 && `${actedOn} acted on`,
    dismissed > 0 && `${dismissed} dismissed`,
    badFaith > 0 && `${badFaith} in bad faith`,
  ].filter((part) => part !== false)
  const ended = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  return `${counted(reports, 'report')} so far${ended}`
}

/** Strangers' links: opened only on purpose, and without telling where from. */
function Links({ evidence }: { evidence: readonly string[] }) {
  if (evidence.length === 0) return null
  return (
    <ul className="grid gap-1">
      {evidence.map((link) => (
        <li key={link} className="flex gap-2">
          <Icon name="link" className="mt-0.5 size-4 text-fg-3" />
          <span>
            <a
              href={link}
              target="_blank"
              rel="noreferrer noopener nofollow"
              className="text-accent underline"
            >
              <bdi>{link}</bdi>
            </a>{' '}
            <span className="text-fg-3">from the reporter, may be upsetting</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
