'use client'

import { useMutation } from '@tanstack/react-query'
import { counted } from '#components/counted'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { UserId } from '#components/rooms/person'
import { Dialog, DialogBody } from '#components/ui/dialog'
import { useMore } from '#components/ui/more'
import { News } from '#components/ui/news'
import type { ProposalView } from '#lib/bans/proposals'
import { approveBansAction, declineBansAction, withdrawBansAction } from './actions.ts'
import type { DialogProps } from './desk.tsx'
import { ProposalWords } from './proposal-words.tsx'

export type Deed = 'approve' | 'decline' | 'withdraw'

const FIRST_NAMED = 200
const WORDS = {
  approve: { verb: 'Approve', done: 'approved' },
  decline: { verb: 'Decline', done: 'declined' },
  withdraw: { verb: 'Withdraw', done: 'withdrawn' },
} as const

type ProposalProps = DialogProps & { deed: Deed; proposal: ProposalView }

export function ProposalDialog({ deed, proposal, onCancel, onDone }: ProposalProps) {
  const { proposalId, people, userIds } = proposal
  const [shown, more] = useMore(userIds, FIRST_NAMED)
  const bans = counted(people, 'ban', 'bans')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => carryOut(deed, proposalId),
    onSuccess: () =>
      onDone(
        <News key={proposalId} icon="check">
          {bans} {WORDS[deed].done}.
        </News>,
      ),
  })
  return (
    <Dialog
      className="max-w-2xl"
      title={`${WORDS[deed].verb} ${bans}?`}
      intro={<ProposalWords proposal={proposal} />}
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed={`${WORDS[deed].verb} ${bans}`}
        look={deed === 'approve' ? 'danger' : 'primary'}
        pending={isPending}
        error={error}
        onCancel={onCancel}
        onSubmit={mutate}
      >
        <DialogBody>
          <ul aria-label="User IDs" className="grid gap-1 px-4 py-3 desk:px-6">
            {shown.map((userId, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a file may name one user ID in several scopes.
              <li key={index}>
                <UserId userId={userId} />
              </li>
            ))}
            {more !== null && <li>{more}</li>}
          </ul>
        </DialogBody>
      </DialogForm>
    </Dialog>
  )
}

async function carryOut(deed: Deed, proposalId: string): Promise<void> {
  if (deed === 'approve') await orThrow(approveBansAction)({ proposalId })
  else await orThrow(deed === 'decline' ? declineBansAction : withdrawBansAction)({ proposalId })
}
