'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '#components/counted'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { codeOf } from '#components/request'
import { Dialog } from '#components/ui/dialog'
import { TextareaField } from '#components/ui/field'
import { useMore } from '#components/ui/more'
import { News } from '#components/ui/news'
import { liftBanAction, liftChosenAction } from './actions.ts'
import type { ChosenBan, DialogProps } from './desk.tsx'
import { Banned, ScopeWords } from './words.tsx'

const FIRST_NAMED = 50

type LiftProps = DialogProps & { bans: readonly ChosenBan[] }

/** One ban or several. */
export function LiftDialog({ bans, onCancel, onDone }: LiftProps) {
  const [reason, setReason] = useState('')
  const [only] = bans.length === 1 ? bans : []
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => lift(bans, reason),
    onSuccess: (lifted) => onDone(<LiftedNews key={crypto.randomUUID()} bans={bans} lifted={lifted} />),
    onError: (failure) => {
      if (only !== undefined && codeOf(failure) === 'conflict')
        onDone(<AlreadyNews key={only.banId} ban={only} />)
    },
  })
  return (
    <Dialog
      className="max-w-lg"
      title={only === undefined ? `Lift ${counted(bans.length, 'ban', 'bans')}?` : <Question ban={only} />}
      intro={only === undefined ? 'Roomwarden lets these people in again.' : <Consequence ban={only} />}
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed={only === undefined ? `Lift ${counted(bans.length, 'ban', 'bans')}` : 'Lift ban'}
        pending={isPending}
        error={error}
        onCancel={onCancel}
        onSubmit={mutate}
      >
        <div className="grid min-h-0 gap-3 px-4 pb-4 desk:px-6">
          {only === undefined && <Named bans={bans} />}
          <TextareaField
            id="lift-reason"
            label="Reason"
            data-autofocus=""
            dir="auto"
            rows={3}
            required
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </DialogForm>
    </Dialog>
  )
}

async function lift(bans: readonly ChosenBan[], reason: string): Promise<number> {
  const [first] = bans
  if (first !== undefined && bans.length === 1) {
    await orThrow(liftBanAction)({ banId: first.banId, reason })
    return 1
  }
  const { lifted } = await orThrow(liftChosenAction)({ banIds: bans.map(({ banId }) => banId), reason })
  return lifted
}

function Question({ ban }: { ban: ChosenBan }) {
  return (
    <>
      Lift the ban on <Banned ban={ban} />?
    </>
  )
}

function Consequence({ ban }: { ban: ChosenBan }) {
  return (
    <>
      Roomwarden lets them into <ScopeWords scope={toScope(ban)} /> again.
      {ban.toldDaily && ' Daily cannot be told so: it may refuse them until this meeting ends.'}
    </>
  )
}

function Named({ bans }: { bans: readonly ChosenBan[] }) {
  const [shown, more] = useMore(bans, FIRST_NAMED)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <ul tabIndex={0} aria-label="Bans to lift" className="grid max-h-48 gap-1 overflow-y-auto">
      {shown.map((ban) => (
        <li key={ban.banId}>
          <Banned ban={ban} />, <ScopeWords scope={toScope(ban)} />
        </li>
      ))}
      {more !== null && <li>{more}</li>}
    </ul>
  )
}

function toScope({ scopeKind, scopeValue }: ChosenBan) {
  return { kind: scopeKind, value: scopeValue }
}

function LiftedNews({ bans, lifted }: { bans: readonly ChosenBan[]; lifted: number }) {
  const [first] = bans
  const late = bans.length - lifted
  const daily = bans.some((ban) => ban.toldDaily) && ' Daily may refuse them until this meeting ends.'
  if (first !== undefined && bans.length === 1) {
    return (
      <News icon="check">
        The ban on <Banned ban={first} /> is lifted.{daily}
      </News>
    )
  }
  return (
    <News icon="check">
      {counted(lifted, 'ban is', 'bans are')} lifted.
      {late > 0 && ` ${late.toLocaleString('en')} had ended or been lifted already.`}
      {daily}
    </News>
  )
}

function AlreadyNews({ ban }: { ban: ChosenBan }) {
  return (
    <News icon="info">
      The ban on <Banned ban={ban} /> had ended or been lifted already. Nothing was changed.
    </News>
  )
}
