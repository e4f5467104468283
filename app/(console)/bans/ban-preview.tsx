'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '#components/counted'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { Dialog, DialogBody } from '#components/ui/dialog'
import { Time } from '#components/ui/time'
import { REJECT_REASONS } from '#lib/decisions/targets'
import { banPeopleAction } from './actions.ts'
import type { PastePreview } from './ban-dialog.tsx'
import { BannedNews } from './banned-news.tsx'
import type { DialogProps } from './desk.tsx'
import type { Draft, Terms } from './draft.ts'
import { Already, Duplicates, LeftOut, People, Protected, Sum, UnknownRoom, Waits } from './preview-parts.tsx'
import { ScopeWords, UntilWords } from './words.tsx'

type PreviewProps = DialogProps & {
  draft: Draft
  terms: Terms
  preview: PastePreview
  onBack: () => void
}

/** What the ban would do; nothing is stored before its button is pressed. */
export function BanPreview({ draft, terms, preview, onBack, onCancel, onDone }: PreviewProps) {
  const { parsed, userIds, found } = preview
  const [evenIfBanned, setEvenIfBanned] = useState(false)
  const staff = new Set(found.protected)
  const known = new Set(evenIfBanned ? [] : found.already.map(({ userId }) => userId))
  const names = new Map(found.names.map(({ userId, name }) => [userId, name]))
  const chosen = userIds.filter((userId) => !staff.has(userId) && !known.has(userId))
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => orThrow(banPeopleAction)({ userIds: chosen, terms, evenIfBanned }),
    onSuccess: (banned) =>
      onDone(<BannedNews key={crypto.randomUUID()} banned={banned} leftOut={parsed.total - chosen.length} />),
  })
  const scope = { kind: draft.scopeKind, value: draft.scopeKind === 'all' ? '' : draft.scopeValue.trim() }
  const rejected = parsed.rejected.map(({ reason, ...entry }) => ({
    ...entry,
    reason: REJECT_REASONS[reason],
  }))
  return (
    <Dialog
      className="max-w-3xl"
      title={
        <>
          Ban {counted(chosen.length, 'user ID', 'user IDs')} from <ScopeWords scope={scope} />?
        </>
      }
      intro={
        <>
          From {draft.starts === 'now' ? 'now' : <Time at={found.startsAt} />}{' '}
          <UntilWords until={found.endsAt} />. Nobody has been banned yet.
        </>
      }
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed={
          found.waits
            ? `Ask to ban ${chosen.length.toLocaleString('en')}`
            : `Ban ${chosen.length.toLocaleString('en')}`
        }
        look="danger"
        ready={chosen.length > 0}
        pending={isPending}
        error={error}
        onBack={onBack}
        onCancel={onCancel}
        onSubmit={mutate}
      >
        <DialogBody>
          <div className="grid gap-4 px-4 py-4 desk:px-6">
            {found.waits && <Waits />}
            {found.unknownRoom && <UnknownRoom />}
            <People people={chosen.map((userId) => ({ userId, name: names.get(userId) ?? null }))} />
            <Already already={found.already} even={evenIfBanned} onEven={setEvenIfBanned} />
            <Protected userIds={found.protected} />
            <LeftOut rejected={rejected} unit="line" />
            <Duplicates duplicates={parsed.duplicates} unit="line" />
            <Sum
              total={parsed.total}
              taken={chosen.length}
              parts={[
                [known.size, 'banned already'],
                [staff.size, 'protected'],
                [rejected.length, 'left out'],
                [parsed.duplicates.length, 'named twice'],
              ]}
            />
          </div>
        </DialogBody>
      </DialogForm>
    </Dialog>
  )
}
