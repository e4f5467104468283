import { PersonName, UserId } from '#components/rooms/person'
import { Time } from '#components/ui/time'
import { type BanScope, scopeWords } from '#lib/bans/view'

export function Banned({ ban: { userId, name } }: { ban: { userId: string; name: string | null } }) {
  return (
    <>
      <UserId userId={userId} />
      {name !== null && (
        <>
          {' ('}
          <PersonName name={name} />)
        </>
      )}
    </>
  )
}

export function ScopeWords({ scope }: { scope: BanScope }) {
  return <bdi>{scopeWords(scope)}</bdi>
}

/** "until Wed, 2 Dec 2026, 14:33 CET" or "for good" */
export function UntilWords({ until }: { until: number | null }) {
  if (until === null) return 'for good'
  return (
    <>
      until <Time at={until} />
    </>
  )
}
