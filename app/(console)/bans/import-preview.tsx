'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '#components/counted'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { Dialog, DialogBody } from '#components/ui/dialog'
import { importBansAction } from './actions.ts'
import { BannedNews } from './banned-news.tsx'
import type { DialogProps } from './desk.tsx'
import type { Draft, Terms } from './draft.ts'
import type { FilePreview } from './import-file.ts'
import { Already, Duplicates, LeftOut, People, Protected, Sum, Waits } from './preview-parts.tsx'

type PreviewProps = DialogProps & { draft: Draft; terms: Terms; preview: FilePreview; onBack: () => void }

/** What the import would do with each row; nothing is stored before its button is pressed. */
export function ImportPreview({ draft, terms, preview, onBack, onCancel, onDone }: PreviewProps) {
  const [evenIfBanned, setEvenIfBanned] = useState(false)
  const { already, duplicates, rejectedCount, unit, total } = preview
  const count = preview.banCount + (evenIfBanned ? already.length : 0)
  const staff = total - preview.banCount - already.length - rejectedCount - duplicates.length
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      orThrow(importBansAction)({ text: draft.file?.text ?? '', defaults: terms, evenIfBanned }),
    onSuccess: (banned) =>
      onDone(<BannedNews key={crypto.randomUUID()} banned={banned} leftOut={banned.leftOut} />),
  })
  return (
    <Dialog
      className="max-w-3xl"
      title={
        <>
          Import {counted(count, 'ban', 'bans')} from <bdi>{draft.file?.name}</bdi>?
        </>
      }
      intro="Nobody has been banned yet."
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed={
          preview.waits ? `Ask to ban ${count.toLocaleString('en')}` : `Ban ${count.toLocaleString('en')}`
        }
        look="danger"
        ready={count > 0}
        pending={isPending}
        error={error}
        onBack={onBack}
        onCancel={onCancel}
        onSubmit={mutate}
      >
        <DialogBody>
          <div className="grid gap-4 px-4 py-4 desk:px-6">
            {preview.waits && <Waits />}
            <People people={preview.bans} count={preview.banCount} />
            <Already already={already} even={evenIfBanned} onEven={setEvenIfBanned} />
            <Protected userIds={preview.protected} />
            <LeftOut rejected={preview.rejected} count={rejectedCount} unit={unit} />
            <Duplicates
              duplicates={duplicates.map(({ userId, line }) => ({ id: userId, line }))}
              unit={unit}
            />
            <Sum
              total={total}
              taken={count}
              parts={[
                [evenIfBanned ? 0 : already.length, 'banned already'],
                [staff, 'protected'],
                [rejectedCount, 'left out'],
                [duplicates.length, 'named twice'],
              ]}
            />
          </div>
        </DialogBody>
      </DialogForm>
    </Dialog>
  )
}
