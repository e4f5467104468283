'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { Dialog } from '#components/ui/dialog'
import { describedBy, Field, Input } from '#components/ui/field'
import { News } from '#components/ui/news'
import { useReaderZone } from '#components/ui/time'
import { changeBanEndAction } from './actions.ts'
import type { ChosenBan, DialogProps } from './desk.tsx'
import { toIso, toLocal } from './draft.ts'
import { Banned, UntilWords } from './words.tsx'

const DAY_MS = 86_400_000

type EndProps = DialogProps & { ban: ChosenBan; mayBanWide: boolean }

/** Makes a ban longer or shorter. A ban that is to end now is lifted. */
export function EndDialog({ ban, mayBanWide, onCancel, onDone }: EndProps) {
  const zone = useReaderZone()
  const [forGood, setForGood] = useState(ban.endsAt === null)
  const [local, setLocal] = useState(() => toLocal(ban.endsAt ?? ban.startsAt + 7 * DAY_MS))
  const endsAt = forGood ? null : toIso(local)
  const { mutate, isPending, error } = useMutation({
    mutationFn: orThrow(changeBanEndAction),
    onSuccess: () => onDone(<ChangedNews key={crypto.randomUUID()} ban={ban} endsAt={endsAt ?? null} />),
  })

  function submit() {
    if (endsAt === undefined) return
    mutate({ banId: ban.banId, shownEndsAt: ban.endsAt === null ? null : toIsoOf(ban.endsAt), endsAt })
  }

  return (
    <Dialog
      className="max-w-lg"
      title={
        <>
          Change the end of the ban on <Banned ban={ban} />?
        </>
      }
      intro={
        <>
          It holds <UntilWords until={ban.endsAt} /> now. To end it at once, lift it.
        </>
      }
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed="Change end"
        ready={endsAt !== undefined}
        pending={isPending}
        error={error}
        onCancel={onCancel}
        onSubmit={submit}
      >
        <div className="grid gap-3 px-4 pb-4 desk:px-6">
          <Field
            id="new-end"
            label="Until"
            hint={mayBanWide ? `In ${zone}.` : `In ${zone}. At most 30 days from its start.`}
          >
            <Input
              id="new-end"
              type="datetime-local"
              data-autofocus=""
              required={!forGood}
              disabled={forGood}
              value={local}
              aria-describedby={describedBy('new-end')}
              onChange={(event) => setLocal(event.target.value)}
              className="w-64"
            />
          </Field>
          {mayBanWide && (
            <label className="flex items-center gap-2">
              <input
                type="checkbox"
                className="tick"
                checked={forGood}
                onChange={(event) => setForGood(event.target.checked)}
              />
              for good
            </label>
          )}
        </div>
      </DialogForm>
    </Dialog>
  )
}

function toIsoOf(at: number): string {
  return new Date(at).toISOString()
}

function ChangedNews({ ban, endsAt }: { ban: ChosenBan; endsAt: string | null }) {
  return (
    <News icon="check">
      The ban on <Banned ban={ban} /> holds{' '}
      <UntilWords until={endsAt === null ? null : new Date(endsAt).getTime()} />.
    </News>
  )
}
