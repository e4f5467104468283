import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { counted } from '#components/counted'
import { DialogForm } from '#components/dialog-form'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { Dialog } from '#components/ui/dialog'
import { Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { ActionResult } from '#lib/errors'
import type { ErasePersonInput, PersonInput } from '#lib/people/schemas'
import type { ErasurePreview } from '#lib/people/view'

export type EraseProps = {
  person: PersonInput
  preview: (person: PersonInput) => Promise<ActionResult<ErasurePreview>>
  erase: (input: ErasePersonInput) => Promise<ActionResult<unknown>>
}

export function EraseDialog({ person, preview, erase, onClose }: EraseProps & { onClose: () => void }) {
  const router = useRouter()
  const [confirm, setConfirm] = useState('')
  const { data, error } = useQuery({
    queryKey: ['erasure', person],
    queryFn: () => orThrow(preview)(person),
    gcTime: 0,
  })
  const deed = useMutation({
    mutationFn: () => orThrow(erase)({ person, confirm }),
    onSuccess: () => {
      onClose()
      router.refresh()
    },
  })
  return (
    <Dialog
      className="max-w-lg"
      title="Erase this person?"
      intro="That cannot be undone."
      onCancel={() => {
        if (!deed.isPending) onClose()
      }}
    >
      <DialogForm
        deed="Erase for good"
        look="danger"
        ready={data !== undefined && !data.isProtected && confirm !== ''}
        pending={deed.isPending}
        error={deed.error ?? error}
        onCancel={onClose}
        onSubmit={() => deed.mutate()}
      >
        <div className="grid gap-3 px-4 pb-4 desk:px-6">
          {data === undefined ? (
            <p className="flex gap-2 text-fg-2">
              {error === null ? (
                <>
                  <Icon name="spin" /> Looking what there is…
                </>
              ) : (
                <Failed error={error} />
              )}
            </p>
          ) : (
            <Consequences preview={data} />
          )}
          <Field
            id="erase-confirm"
            label={'userId' in person ? 'User ID' : 'Participant ID'}
            hint="Type it to confirm."
          >
            <Input
              id="erase-confirm"
              data-autofocus=""
              spellCheck={false}
              value={confirm}
              aria-describedby="erase-confirm-hint"
              onChange={({ target }) => setConfirm(target.value)}
              className="font-mono"
            />
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  )
}

function Consequences({ preview }: { preview: ErasurePreview }) {
  const { sessions, reports, notes, decisions, bans, isHere, isProtected } = preview
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>
        Names, user ID and texts go from {counted(sessions, 'session')}, {counted(reports, 'report')},{' '}
        {counted(notes, 'note')} and {counted(decisions, 'decision')}, and from the record.
      </li>
      <li>Counts, times, rooms and outcomes stay, under a pseudonym.</li>
      {bans.map(({ scope, endsAt }) => (
        <li key={`${scope} ${endsAt}`}>
          The ban from <bdi>{scope}</bdi> keeps the user ID{' '}
          {endsAt === null ? (
            'until it is lifted'
          ) : (
            <>
              until <Time at={endsAt} format="dated" />
            </>
          )}
          , or it would keep nobody out. Then that goes too.
        </li>
      ))}
      {isHere && <li className="font-semibold">They are in a room now: presence will tell of them anew.</li>}
      {isProtected && (
        <li className="font-semibold">This user ID is protected. Unprotect it in the settings first.</li>
      )}
    </ul>
  )
}
