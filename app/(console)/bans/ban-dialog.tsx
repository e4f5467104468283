'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toAllowed } from '#components/decisions/use-ban'
import { DialogForm } from '#components/dialog-form'
import { orThrow } from '#components/or-throw'
import { usePolicy } from '#components/policies/policies'
import { Dialog, DialogBody } from '#components/ui/dialog'
import { parseTargets } from '#lib/decisions/targets'
import { previewBansAction, previewImportAction } from './actions.ts'
import { BanFields } from './ban-fields.tsx'
import { BanPreview } from './ban-preview.tsx'
import type { DialogProps } from './desk.tsx'
import { type Draft, type Terms, toTerms } from './draft.ts'
import { ImportPreview } from './import-preview.tsx'
import { WhomFields } from './whom-fields.tsx'

type BanProps = DialogProps & { draft: Draft; onDraft: (draft: Draft) => void; mayBanWide: boolean }

type Previewed =
  | { how: 'paste'; terms: Terms; preview: Awaited<ReturnType<typeof previewPaste>> }
  | { how: 'file'; terms: Terms; preview: Awaited<ReturnType<typeof previewImport>> }

/** First what is to be done, then what that would do, then the deed. The draft outlives the dialog. */
export function BanDialog({ draft: kept, onDraft, mayBanWide, onCancel, onDone }: BanProps) {
  const draft = useProposedUntil(kept, mayBanWide)
  const [previewed, setPreviewed] = useState<Previewed | null>(null)
  const { mutate, isPending, error } = useMutation({ mutationFn: preview, onSuccess: setPreviewed })
  const terms = toTerms(draft)
  const isNamed = draft.how === 'paste' ? draft.pasted.trim() !== '' : draft.file !== null
  const back = { onCancel, onDone, onBack: () => setPreviewed(null) }

  if (previewed?.how === 'paste')
    return <BanPreview draft={draft} terms={previewed.terms} preview={previewed.preview} {...back} />
  if (previewed?.how === 'file')
    return <ImportPreview draft={draft} terms={previewed.terms} preview={previewed.preview} {...back} />
  return (
    <Dialog
      className="max-w-3xl"
      title="Ban people"
      intro="Also people who were never seen here. Nobody is banned before you have seen the preview."
      onCancel={() => {
        if (!isPending) onCancel()
      }}
    >
      <DialogForm
        deed="Preview"
        ready={terms !== null && isNamed}
        pending={isPending}
        error={error}
        onCancel={onCancel}
        onSubmit={() => {
          if (terms !== null) mutate({ draft, terms })
        }}
      >
        <DialogBody>
          <div className="grid gap-4 px-4 py-4 desk:px-6">
            <WhomFields draft={draft} onDraft={onDraft} />
            <BanFields draft={draft} onDraft={onDraft} mayBanWide={mayBanWide} />
          </div>
        </DialogBody>
      </DialogForm>
    </Dialog>
  )
}

function useProposedUntil(draft: Draft, mayBanWide: boolean): Draft {
  const proposed = usePolicy(draft.policy)?.banSeconds
  if (draft.untilChosen || proposed === undefined) return draft
  return { ...draft, until: toAllowed(proposed, mayBanWide) ?? 'good' }
}

type Question = { draft: Draft; terms: Terms }

async function preview({ draft, terms }: Question): Promise<Previewed> {
  if (draft.how === 'file') return { how: 'file', terms, preview: await previewImport({ draft, terms }) }
  return { how: 'paste', terms, preview: await previewPaste({ draft, terms }) }
}

async function previewPaste({ draft, terms }: Question) {
  const parsed = parseTargets(draft.pasted)
  const userIds = parsed.accepted.map(({ id }) => id)
  return { parsed, userIds, found: await orThrow(previewBansAction)({ userIds, terms }) }
}

export type PastePreview = Awaited<ReturnType<typeof previewPaste>>

function previewImport({ draft, terms }: Question) {
  const text = draft.file?.text ?? ''
  return orThrow(previewImportAction)({ text, defaults: terms, evenIfBanned: false })
}
