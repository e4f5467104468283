'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '#components/confirm-dialog'
import { FailedAlert } from '#components/failed'
import { News } from '#components/ui/news'
import { Time } from '#components/ui/time'
import { Check, Deeds } from './webhook-buttons.tsx'
import { type Deed, toChange, type WebhookActions } from './webhook-deeds.ts'
import { webhookQuery } from './webhook-query.ts'
import { WebhookState } from './webhook-state.tsx'

const NEWS: Record<Deed['kind'], string> = {
  create: 'The webhook is created. Daily tells Roomwarden from now on.',
  revive: 'The webhook is revived. Daily tells Roomwarden again.',
  remove: 'The webhook is removed. Roomwarden goes on looking.',
}

export function WebhookPanel(actions: WebhookActions) {
  const query = useQuery(webhookQuery)
  const [asked, setAsked] = useState<string | null>(null)
  const [done, setDone] = useState<Deed['kind'] | null>(null)
  const change = useMutation({
    mutationFn: toChange(actions),
    onMutate: () => setDone(null),
    onSuccess: (_answer, { kind }) => {
      setAsked(null)
      setDone(kind)
    },
    onSettled: () => query.refetch(),
  })
  const check = () => {
    change.reset()
    setDone(null)
    query.refetch()
  }
  const askToRemove = (webhookId: string) => {
    change.reset()
    setAsked(webhookId)
  }
  const view = query.error === null ? query.data : undefined
  const problem = asked === null ? (query.error ?? change.error) : null

  return (
    <div className="grid min-w-0 max-w-2xl grid-cols-1 gap-4">
      {view === undefined && query.error === null && <p className="min-h-8 text-fg-2">Asking Daily…</p>}
      {view !== undefined && <WebhookState view={view} />}
      <div role="status">{done !== null && <News icon="check">{NEWS[done]}</News>}</div>
      {problem !== null && <FailedAlert error={problem} className="font-semibold" />}
      <div className="flex flex-wrap items-center gap-3">
        {view !== undefined && (
          <Deeds view={view} isPending={change.isPending} change={change.mutate} askToRemove={askToRemove} />
        )}
        <Check
          isAsking={query.isFetching}
          hasFailed={query.error !== null || view?.kind === 'not_known'}
          ask={check}
        />
        {view !== undefined && (
          <span className="text-fg-2 tabular-nums">
            Asked Daily at <Time at={query.dataUpdatedAt} format="time" />
          </span>
        )}
      </div>
      {asked !== null && (
        <ConfirmDialog
          title="Remove Daily’s webhook?"
          intro="Roomwarden then finds out who joins and leaves only at its next look, some seconds later. Whoever is banned and comes back can stay until then."
          deed="Remove webhook"
          pending={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate({ kind: 'remove', webhookId: asked })}
          onCancel={() => {
            change.reset()
            setAsked(null)
          }}
        />
      )}
    </div>
  )
}
