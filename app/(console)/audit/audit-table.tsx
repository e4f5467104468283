import Link from 'next/link'
import { PolicyLink } from '#components/policies/policy-link'
import { Icon, type IconName } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { AuditEventView } from '#lib/audit/view'
import { auditWords } from '#lib/audit/words'
import { policyTitle } from '#lib/policies/book'
import { Subjects } from './subjects.tsx'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'

const RESULT_ICONS: Record<string, IconName> = {
  asked: 'send',
  done: 'check',
  failed: 'alert',
  refused: 'lock',
  found: 'search',
}

/** On a phone everything but the number stands in one column. */
export function AuditTable({ events }: { events: readonly AuditEventView[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">Audit events, newest first</caption>
      <thead className="border-b border-line-2">
        <tr>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            When
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Who
          </th>
          <th scope="col" className={`${HEAD} max-desk:pl-4`}>
            What
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Room
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Result
          </th>
          <th scope="col" className={`${HEAD} text-right`}>
            Record
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.seq} event={event} />
        ))}
      </tbody>
    </table>
  )
}

function EventRow({ event }: { event: AuditEventView }) {
  const { seq, hash } = event
  return (
    <tr className="border-b border-line-1 hover:bg-surface-2">
      <td className={`${CELL} whitespace-nowrap text-fg-2 max-desk:hidden`}>
        <Time at={event.at} format="exact" />
      </td>
      <td className={`${CELL} max-w-44 max-desk:hidden`}>
        <Who event={event} />
      </td>
      <td className={`${CELL} max-desk:pl-4`}>
        <p className="flex flex-wrap gap-x-1.5 desk:hidden">
          <span className="text-fg-2">
            <Time at={event.at} format="exact" />
          </span>
          <Who event={event} />
        </p>
        <What event={event} />
        <div className="flex flex-wrap gap-x-3 desk:hidden">
          <RoomOf event={event} />
          <ResultMark result={event.result} />
        </div>
      </td>
      <td className={`${CELL} max-w-44 max-desk:hidden`}>
        <RoomOf event={event} />
      </td>
      <td className={`${CELL} max-desk:hidden`}>
        <ResultMark result={event.result} />
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>
        <Link href={`/audit?event=${seq}`} prefetch={false} className="text-accent hover:underline">
          {seq.toLocaleString('en')}
        </Link>
        <div className="font-mono text-xs text-fg-3" title={hash}>
          {hash.slice(0, 8)}
        </div>
      </td>
    </tr>
  )
}

export function Who({ event }: { event: AuditEventView }) {
  const name = <bdi className="font-semibold">{event.actorName}</bdi>
  if (event.actorKind === 'token') return <span>API token {name}</span>
  return event.actorKind === 'system' ? <span>{name} (by itself)</span> : name
}

function What({ event }: { event: AuditEventView }) {
  const { seq, decisionId, reason, subjects, subjectCount } = event
  return (
    <>
      <p>
        {auditWords(event)}
        {decisionId !== null && (
          <Link
            href={`/audit?decision=${decisionId}`}
            prefetch={false}
            className="ml-2 text-xs text-accent hover:underline"
          >
            decision <span className="font-mono">{decisionId.slice(0, 8)}</span>
          </Link>
        )}
      </p>
      <PolicyOf event={event} />
      {reason !== null && <ReasonText reason={reason} />}
      <Subjects subjects={subjects} />
      {subjectCount > subjects.length && (
        <Link href={`/audit?event=${seq}`} prefetch={false} className="text-xs text-accent hover:underline">
          and {(subjectCount - subjects.length).toLocaleString('en')} more
        </Link>
      )}
    </>
  )
}

/** Where the event names a policy and its version: a link to what was to be read there. */
export function PolicyOf({ event: { verb, details } }: { event: AuditEventView }) {
  const isPolicy = verb.startsWith('policy.')
  const code = isPolicy ? details.code : details.policy
  const version = isPolicy ? details.version : details.policyVersion
  if (typeof code !== 'string' || typeof version !== 'number') return null
  return (
    <p className="text-xs text-fg-2">
      Policy: <PolicyLink code={code} version={version} title={policyTitle(code)} />
    </p>
  )
}

export function ReasonText({ reason }: { reason: string }) {
  return (
    <p dir="auto" className="max-w-prose whitespace-pre-line text-fg-2">
      “{reason}”
    </p>
  )
}

export function RoomOf({ event: { room } }: { event: AuditEventView }) {
  if (room === null) return <span className="text-fg-3 max-desk:hidden">none</span>
  return (
    <Link
      href={`/rooms/${encodeURIComponent(room)}`}
      prefetch={false}
      className="inline-flex items-start gap-1.5 hover:underline"
    >
      <Icon name="door" className="mt-0.5 size-4 text-fg-3" />
      <bdi>{room}</bdi>
    </Link>
  )
}

export function ResultMark({ result }: { result: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-fg-2">
      <Icon name={RESULT_ICONS[result] ?? 'dash'} />
      {result}
    </span>
  )
}
