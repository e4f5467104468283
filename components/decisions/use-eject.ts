import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orThrow } from '#components/or-throw'
import type { EjectRequest } from '#lib/decisions/schemas'
import type { DecisionView } from '#lib/decisions/status'
import type { DecisionActions } from './actions-type.ts'
import type { Confirmed } from './confirmation.ts'
import { decisionQuery } from './query-options.ts'

/** Later the same people may be back: what is confirmed then is a decision of its own. */
const REPEATS_WITHIN_MS = 120_000

/** The key of the last confirmation, what it confirmed and when: the same content soon after keeps the same key. */
export type IntentKey = { key: string; content: string; at: number }

type EjectOptions = {
  room: string
  eject: DecisionActions['eject']
  lastIntent: IntentKey | null
  onKey: (intent: IntentKey | null) => void
  onStored: (confirmed: Confirmed, decision: DecisionView) => void
}

/** Sends a confirmation. Unchanged content keeps its key, so pressing again after a lost answer does nothing twice. */
export function useEject({ room, eject, lastIntent, onKey, onStored }: EjectOptions) {
  const client = useQueryClient()
  const [stored, setStored] = useState<{ decisionId: string; confirmed: Confirmed } | null>(null)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: orThrow(eject),
    onSuccess: (decision: DecisionView, { intentKey, ...confirmed }: EjectRequest) => {
      client.setQueryData(decisionQuery(decision.id).queryKey, decision)
      setStored({ decisionId: decision.id, confirmed })
      onKey(null)
      onStored(confirmed, decision)
      return client.invalidateQueries({ queryKey: ['rooms', room] })
    },
  })

  function confirm(confirmed: Confirmed) {
    if (isPending) return
    const content = JSON.stringify(confirmed)
    const last = lastIntent?.content === content ? lastIntent : null
    const repeats = last !== null && (error !== null || Date.now() - last.at < REPEATS_WITHIN_MS)
    const intent = repeats ? last : { key: crypto.randomUUID(), content, at: Date.now() }
    onKey(intent)
    mutate({ ...confirmed, intentKey: intent.key })
  }

  return { confirm, isPending, error, reset, stored }
}
