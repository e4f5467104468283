import { Time } from '#components/ui/time'
import type { ProposalView } from '#lib/bans/proposals'
import { ProposalButton } from './desk-buttons.tsx'
import { ProposalWords } from './proposal-words.tsx'

/** Bans that wait for a second admin: the asker may withdraw them, another admin approve or decline. */
export function Proposals({ proposals, isAdmin }: { proposals: readonly ProposalView[]; isAdmin: boolean }) {
  if (proposals.length === 0) return null
  return (
    <section
      aria-labelledby="proposals-title"
      className="border-b border-line-2 bg-surface-2 px-4 py-3 desk:px-6"
    >
      <h2 id="proposals-title" className="font-semibold">
        Waiting for a second admin
      </h2>
      <ul>
        {proposals.map((proposal) => (
          <li key={proposal.proposalId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
            <span className="min-w-0 flex-1">
              <ProposalWords proposal={proposal} />
              <span className="block text-xs text-fg-3">
                asked <Time at={proposal.askedAt} />
              </span>
            </span>
            {proposal.mine && <ProposalButton deed="withdraw" proposal={proposal} />}
            {isAdmin && !proposal.mine && (
              <>
                <ProposalButton deed="approve" proposal={proposal} />
                <ProposalButton deed="decline" proposal={proposal} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
