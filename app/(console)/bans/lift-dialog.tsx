'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { codeOf } from '#components/request'
import { PersonName, UserId } from '#components/rooms/person'
import { Button } from '#components/ui/button'
import { Dialog, DialogFoot } from '#components/ui/dialog'
import { Field, Textarea } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { News } from '#components/ui/news'
import type { LiftAction, LiftableBan } from './lift-desk.tsx'

type DialogProps = {
  ban: LiftableBan
  lift: LiftAction
  onCancel: () => void
  onDone: (told: ReactNode) => void
}

export function LiftDialog({ ban, lift, onCancel, onDone }: DialogProps) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: orThrow(lift),
    onSuccess: () => onDone(<LiftedNews key={ban.banId} ban={ban} />),
    onError: (failure) => {
      if (codeOf(failure) === 'conflict') onDone(<AlreadyNews key={ban.banId} ban={ban} />)
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isPending) mutate({ banId: ban.banId, reason })
  }

  return (
    <Dialog
      className="max-w-lg"
      title={
        <>
          Lift the ban on <Banned ban={ban} />?
        </>
      }
      intro={
        <>
          Roomwarden lets them into <Scope ban={ban} /> again.
          {ban.toldDaily && ' Daily cannot be told so: it may refuse them until this meeting ends.'}
        </>
      }
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <form onSubmit={submit} className="contents">
        <div className="px-4 pb-4 desk:px-6">
          <Field id="lift-reason" label="Reason">
            <Textarea
              id="lift-reason"
              data-autofocus=""
              dir="auto"
              rows={3}
              required
              maxLength={1_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </div>
        <DialogFoot>
          {error !== null && (
            <p role="alert" className="flex basis-full gap-2">
              <Icon name="alert" className="mt-0.5 size-4" />
              <span>
                <Failed error={error} />
              </span>
            </p>
          )}
          <Button size="lg" disabled={isPending} onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" look="primary" size="lg" aria-disabled={isPending}>
            {isPending && <Icon name="spin" className="text-on-accent" />}
            Lift ban
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function Banned({ ban: { userId, name } }: { ban: LiftableBan }) {
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

function Scope({ ban: { scopeKind, scopeValue } }: { ban: LiftableBan }) {
  if (scopeKind === 'all') return 'all rooms'
  return (
    <>
      {scopeKind === 'pattern' && 'rooms like '}
      <bdi>{scopeValue}</bdi>
    </>
  )
}

function LiftedNews({ ban }: { ban: LiftableBan }) {
  return (
    <News icon="check">
      The ban on <Banned ban={ban} /> is lifted.
      {ban.toldDaily && ' Daily may refuse them until this meeting ends.'}
    </News>
  )
}

function AlreadyNews({ ban }: { ban: LiftableBan }) {
  return (
    <News icon="info">
      The ban on <Banned ban={ban} /> had been lifted already. Nothing was changed.
    </News>
  )
}
