import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decisionQuery } from '#components/decisions/query-options'
import { orThrow } from '#components/or-throw'
import type { EjectRequest } from '#lib/decisions/schemas'
import type { DecisionView } from '#lib/decisions/status'
import type { RoomActions } from './actions-type.ts'
import type { Confirmed } from './confirmation.ts'
import type { Draft } from './draft-store.ts'

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
    const key = draft.intent?.content === content ? draft.intent.key : crypto.randomUUID()
    onKey({ key, content })
    mutate({ ...confirmed, intentKey: key })
  }

  return { confirm, isPending, error, reset, stored }
}
