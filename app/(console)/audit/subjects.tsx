import { PersonLink } from '#components/people/person-link'
import { PersonName, UserId } from '#components/rooms/person'
import type { AuditSubject } from '#lib/audit/view'

/** Who an event is about: as they were named and shown at that time. */
export function Subjects({ subjects }: { subjects: readonly AuditSubject[] }) {
  if (subjects.length === 0) return null
  return (
    <ul className="grid gap-0.5 py-0.5 text-xs">
      {subjects.map((subject) => (
        <li key={subject.position} className="flex flex-wrap gap-x-2 text-fg-2">
          <Subject subject={subject} />
        </li>
      ))}
    </ul>
  )
}

function Subject({ subject }: { subject: AuditSubject }) {
  const { kind, id, userId, name, email, erased } = subject
  if (erased) return <span className="text-fg-3">erased since</span>
  if (email !== null) return <bdi>{email}</bdi>
  const outcome = outcomeWords(subject)
  return (
    <>
      {name !== null && <PersonName name={name} className="font-semibold text-fg" />}
      {userId !== null && (
        <span>
          user ID{' '}
          <PersonLink userId={userId}>
            <UserId userId={userId} />
          </PersonLink>
        </span>
      )}
      {kind === 'participant' && id !== null && (
        <span>
          participant <bdi className="font-mono">{id}</bdi>
        </span>
      )}
      {outcome !== null && <span className="text-fg">{outcome}</span>}
    </>
  )
}

function outcomeWords({ outcome, outcomeReason, finding }: AuditSubject): string | null {
  if (finding !== null) return finding.replaceAll('_', ' ')
  if (outcome === null) return null
  const why = outcomeReason === null ? '' : ` (${outcomeReason.replaceAll('_', ' ')})`
  return outcome.replaceAll('_', ' ').replace('not in room', 'not in the room') + why
}
