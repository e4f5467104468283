import { useSyncExternalStore } from 'react'
import type { IntentKey } from '#components/decisions/use-eject'
import type { PolicyCode } from '#lib/policies/policies'
import type { RosterParticipant } from '#lib/presence/roster'

/** What was typed and picked. The ban switch is left out on purpose: it is off at every start. */
export type Draft = {
  /** By participant ID, each with the row as it was last seen. */
  picks: ReadonlyMap<string, RosterParticipant>
  pasted: string
  policy: PolicyCode
  reason: string
  intent: IntentKey | null
  /** Counts the times the paste box was emptied from outside. */
  cleared: number
}

type Kept = Omit<Draft, 'picks' | 'cleared'> & { picks: RosterParticipant[] }

const EMPTY: Draft = { picks: new Map(), pasted: '', policy: 'other', reason: '', intent: null, cleared: 0 }
const KEEP_DELAY_MS = 300

export function useDraft(room: string, operatorId: string) {
  const store = storeFor(`roomwarden.draft.1.${operatorId}.${room}`)
  const draft = useSyncExternalStore(store.subscribe, store.get, () => EMPTY)
  return { draft, change: store.change, clear: store.clear }
}

const stores = new Map<string, ReturnType<typeof createStore>>()

function storeFor(key: string) {
  const store = stores.get(key) ?? createStore(key)
  if (typeof window !== 'undefined') stores.set(key, store)
  return store
}

function createStore(key: string) {
  const listeners = new Set<() => void>()
  let draft: Draft | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function get(): Draft {
    draft ??= load(key)
    return draft
  }

  function change(patch: Partial<Draft>) {
    draft = { ...get(), ...patch }
    clearTimeout(timer)
    timer = setTimeout(keep, KEEP_DELAY_MS)
    for (const listener of listeners) listener()
  }

  function keep() {
    clearTimeout(timer)
    save(key, get())
  }

  function clear() {
    change({ ...EMPTY, cleared: get().cleared + 1 })
    keep()
  }

  function subscribe(listener: () => void) {
    listeners.add(listener)
    addEventListener('pagehide', keep)
    return () => {
      listeners.delete(listener)
      removeEventListener('pagehide', keep)
      keep()
    }
  }

  return { get, change, clear, subscribe }
}

function load(key: string): Draft {
  try {
    const kept: Kept | null = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    if (kept === null) return EMPTY
    return { ...EMPTY, ...kept, picks: new Map(kept.picks.map((row) => [row.participantId, row])) }
  } catch {
    return EMPTY
  }
}

/** A full or forbidden storage costs the draft's survival of a reload, nothing else. */
function save(key: string, { picks, pasted, policy, reason, intent }: Draft) {
  try {
    if (picks.size === 0 && pasted === '' && reason === '' && policy === EMPTY.policy) {
      sessionStorage.removeItem(key)
      return
    }
    const kept: Kept = { picks: [...picks.values()], pasted, policy, reason, intent }
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    console.warn('The draft could not be kept for a reload.')
  }
}
