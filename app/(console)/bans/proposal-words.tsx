'use client'

import { counted } from '#components/counted'
import { PolicyTitle } from '#components/policies/policies'
import { toDuration } from '#components/ui/clock'
import { Time } from '#components/ui/time'
import type { ProposalView } from '#lib/bans/proposals'

/** "Noor asks to ban 60 people from all rooms for good. Spam: reason" */
export function ProposalWords({ proposal }: { proposal: ProposalView }) {
  const { by, mine, people, scope, policy, reason } = proposal
  return (
    <>
      {mine ? 'You ask' : <bdi>{by}</bdi>}
      {mine ? '' : ' asks'} to ban {counted(people, 'user ID', 'user IDs')}
      {scope === null ? ' from the rooms their file names' : ' from '}
      {scope !== null && <bdi>{scope}</bdi>} <Until until={proposal.until} />. <PolicyTitle code={policy} />
      {reason !== '' && (
        <>
          : <bdi>{reason}</bdi>
        </>
      )}
    </>
  )
}

function Until({ until }: Pick<ProposalView, 'until'>) {
  if (until === null) return 'for good'
  if ('seconds' in until) return `for ${toDuration(until.seconds * 1_000)}`
  return (
    <>
      until <Time at={until.endsAt} />
    </>
  )
}
