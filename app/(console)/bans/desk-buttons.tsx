'use client'

import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { useLive } from '#components/ui/clock'
import { Icon } from '#components/ui/icon'
import type { ProposalView } from '#lib/bans/proposals'
import { type ChosenBan, useDesk } from './desk.tsx'
import type { Deed } from './proposal-dialog.tsx'

export function BanButton() {
  const { ask } = useDesk()
  return (
    <Button look="primary" disabled={!useLive()} onClick={() => ask({ kind: 'ban' })}>
      <Icon name="plus" />
      Ban people…
    </Button>
  )
}

export function LiftButton({ ban }: { ban: ChosenBan }) {
  const { ask } = useDesk()
  return (
    <Button
      size="sm"
      aria-label={`Lift the ban on ${ban.userId}`}
      onClick={() => ask({ kind: 'lift', bans: [ban] })}
    >
      <Icon name="undo" className="size-3.5" />
      Lift…
    </Button>
  )
}

export function EndButton({ ban }: { ban: ChosenBan }) {
  const { ask } = useDesk()
  return (
    <Button
      size="sm"
      aria-label={`Change the end of the ban on ${ban.userId}`}
      onClick={() => ask({ kind: 'end', ban })}
    >
      <Icon name="clock" className="size-3.5" />
      End…
    </Button>
  )
}

export function PickBan({ ban }: { ban: ChosenBan }) {
  const { picked, pick } = useDesk()
  return (
    <Checkbox
      aria-label={`Pick the ban on ${ban.userId}`}
      checked={picked.has(ban.banId)}
      onChange={(event) => pick([ban], event.target.checked)}
    />
  )
}

export function PickAll({ bans }: { bans: readonly ChosenBan[] }) {
  const { picked, pick } = useDesk()
  const count = bans.filter(({ banId }) => picked.has(banId)).length
  return (
    <Checkbox
      aria-label="Pick all bans on this page that you may lift"
      disabled={bans.length === 0}
      checked={bans.length > 0 && count === bans.length}
      some={count > 0 && count < bans.length}
      onChange={(event) => pick(bans, event.target.checked)}
    />
  )
}

/** What came of the last deed, or what may be done; and the button for those picked. */
export function DeskStatus({ hint, mayLift }: { hint: string; mayLift: boolean }) {
  const { news, picked, ask } = useDesk()
  return (
    <div className="ml-auto flex flex-wrap items-center justify-end gap-3">
      <div role="status" className="min-h-5 text-right">
        {news === null ? <span className="text-xs text-fg-3">{hint}</span> : news}
      </div>
      {mayLift && (
        <Button
          disabled={picked.size === 0}
          onClick={() => ask({ kind: 'lift', bans: [...picked.values()] })}
        >
          <Icon name="undo" />
          {picked.size === 0 ? 'Lift picked…' : `Lift ${picked.size.toLocaleString('en')} picked…`}
        </Button>
      )}
    </div>
  )
}

export function ProposalButton({ deed, proposal }: { deed: Deed; proposal: ProposalView }) {
  const { ask } = useDesk()
  const words = { approve: 'Approve…', decline: 'Decline…', withdraw: 'Withdraw…' }
  return (
    <Button size="sm" onClick={() => ask({ kind: 'proposal', deed, proposal })}>
      {words[deed]}
    </Button>
  )
}
