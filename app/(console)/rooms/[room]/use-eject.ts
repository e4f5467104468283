import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decisionQuery } from '#components/decisions/query-options'
import { orThrow } from '#components/or-throw'
import type { EjectRequest } from '#lib/decisions/schemas'
import type { DecisionView } from '#lib/decisions/status'
import type { RoomActions } from './actions-type.ts'
import type { Confirmed } from './confirmation.ts'
import type { Draft } from './draft-store.ts'

/** Later the same people may be back: what is confirmed then is a decision of its own. */
const REPEATS_WITHIN_MS = 120_000

type EjectOptions = {
  room: string
  actions: RoomActions
  draft: Draft
  onKey: (intent: Draft['intent']) => void
  onStored: (confirmed: Confirmed) => void
}

/** Sends a confirmation. Unchanged content keeps its key, so pressing again after a lost answer does nothing twice. */
export function useEject({ room, actions, draft, onKey, onStored }: EjectOptions) {
  const client = useQueryClient()
  const [stored, setStored] = useState<{ decisionId: string; confirmed: Confirmed } | null>(null)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: orThrow(actions.eject),
    onSuccess: (decision: DecisionView, { intentKey, ...confirmed }: EjectRequest) => {
      client.setQueryData(decisionQuery(decision.id).queryKey, decision)
      setStored({ decisionId: decision.id, confirmed })
      onKey(null)
      onStored(confirmed)
      return client.invalidateQueries({ queryKey: ['rooms', room] })
    },
  })

  function confirm(confirmed: Confirmed) {
    if (isPending) return
    const content = JSON.stringify(confirmed)
    const last = draft.intent?.content === content ? draft.intent : null
    const repeats = last !== null && (error !== null || Date.now() - last.at < REPEATS_WITHIN_MS)
    const intent = repeats ? last : { key: crypto.randomUUID(), content, at: Date.now() }
    onKey(intent)
    mutate({ ...confirmed, intentKey: intent.key })
  }

  return { confirm, isPending, error, reset, stored }
}
