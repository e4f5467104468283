import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Pager, withQuery } from '#components/pager'
import { Icon } from '#components/ui/icon'
import { PageHead } from '#components/ui/page-head'
import { Time } from '#components/ui/time'
import { EVENT_SUBJECTS, getAuditEvent } from '#lib/audit/queries'
import type { AuditEventInput } from '#lib/audit/schemas'
import { auditWords } from '#lib/audit/words'
import { AppError } from '#lib/errors'
import type { Operator } from '#lib/permissions/permissions'
import { PolicyOf, ReasonText, ResultMark, RoomOf, Who } from './audit-table.tsx'
import { Subjects } from './subjects.tsx'

/** One event, with all the people it names, page by page. */
export async function EventPage({ operator, input }: { operator: Operator; input: AuditEventInput }) {
  const event = await getAuditEvent(operator, input).catch(toNotFound)
  const { seq, subjects, subjectCount, decisionId } = event
  const { from } = input
  const page = (start: number) => withQuery('/audit', { event: seq, from: start === 0 ? null : start })
  return (
    <>
      <PageHead
        title={`Record ${seq.toLocaleString('en')}`}
        before={
          <Link href="/audit" prefetch={false} aria-label="Back to the record" className="-ml-2 flex p-2">
            <Icon name="left" />
          </Link>
        }
      />
      <div className="grid flex-1 content-start gap-6 px-4 py-6 desk:px-6">
        <dl className="grid max-w-4xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          <dt className="text-fg-3">When</dt>
          <dd>
            <Time at={event.at} format="exact" />
          </dd>
          <dt className="text-fg-3">Who</dt>
          <dd>
            <Who event={event} />
          </dd>
          <dt className="text-fg-3">What</dt>
          <dd>
            {auditWords(event)}
            <PolicyOf event={event} />
            {event.reason !== null && <ReasonText reason={event.reason} />}
          </dd>
          <dt className="text-fg-3">Room</dt>
          <dd>
            <RoomOf event={event} />
          </dd>
          <dt className="text-fg-3">Result</dt>
          <dd>
            <ResultMark result={event.result} />
          </dd>
          {decisionId !== null && (
            <>
              <dt className="text-fg-3">Decision</dt>
              <dd>
                <Link
                  href={`/audit?decision=${decisionId}`}
                  prefetch={false}
                  className="font-mono text-xs text-accent hover:underline"
                >
                  {decisionId}
                </Link>
              </dd>
            </>
          )}
          <dt className="text-fg-3">Hash</dt>
          <dd className="font-mono text-xs">{event.hash}</dd>
        </dl>
        {subjects.length > 0 && (
          <section aria-labelledby="people-title" className="grid gap-2">
            <h2 id="people-title" className="text-md font-semibold">
              Named in it: {subjectCount.toLocaleString('en')}
            </h2>
            <Subjects subjects={subjects} />
          </section>
        )}
      </div>
      {subjectCount > EVENT_SUBJECTS && (
        <Pager
          newer={from === 0 ? null : page(Math.max(0, from - EVENT_SUBJECTS))}
          older={from + EVENT_SUBJECTS < subjectCount ? page(from + EVENT_SUBJECTS) : null}
          words={{ newer: 'Previous', older: 'Next' }}
        >
          {(from + 1).toLocaleString('en')}–{(from + subjects.length).toLocaleString('en')} of{' '}
          {subjectCount.toLocaleString('en')}
        </Pager>
      )}
    </>
  )
}

function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  throw error
}
