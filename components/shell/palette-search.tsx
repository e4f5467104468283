import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, startTransition, useRef, useState } from 'react'
import { FailedAlert } from '#components/failed'
import { peopleQuery } from '#components/people/query-options'
import { roomsQuery } from '#components/rooms/query-options'
import { useHeldOrder } from '#components/rooms/use-held-order'
import { SearchField } from '#components/ui/search-field'
import type { PageAddress } from './main-nav.tsx'
import { ResultList } from './palette-result.tsx'
import { listResults } from './palette-results.ts'

type SearchProps = {
  pages: readonly PageAddress[]
  signOut: () => Promise<void>
  onKeys: () => void
  onClose: () => void
}

const NO_ROOMS = [] as const

/** A search box and a plain list below it; the arrows move the real focus. */
export function PaletteSearch({ pages, signOut, onKeys, onClose }: SearchProps) {
  const [search, setSearch] = useState('')
  const { data, error, isPending } = useQuery(roomsQuery)
  // What one is about to press must not move away.
  const rooms = useHeldOrder(data?.rooms ?? NO_ROOMS, true)
  const form = useRef<HTMLFormElement>(null)
  const { data: people } = useQuery(peopleQuery(search.trim()))
  const found = listResults(search, rooms, pages, people?.people)

  function follow(deed: 'keys' | 'sign-out') {
    if (deed === 'keys') onKeys()
    else startTransition(signOut)
  }

  return (
    <form
      ref={form}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        stopsIn(form.current)[1]?.click()
      }}
      onKeyDown={(event) => moveFocus(event, onClose)}
    >
      <div className="relative mx-4 mb-3 shrink-0 desk:mx-6">
        <SearchField
          label="Search rooms and pages"
          data-autofocus=""
          data-stop=""
          placeholder="Room, page, user ID or name"
          spellCheck={false}
          className="min-h-10"
          value={search}
          onSearch={setSearch}
        />
      </div>
      <div className="h-96 min-h-0 shrink overflow-y-auto border-y border-line-2 p-1 desk:p-2">
        {error !== null && <FailedAlert error={error} className="px-3 py-2" />}
        {isPending && <p className="px-3 py-2 text-fg-2">Reading who is where…</p>}
        <ResultList found={found} onFollow={follow} onLeave={onClose} />
      </div>
      <p role="status" className="sr-only">
        {found.results.length === 1 ? '1 result' : `${found.results.length} results`}
      </p>
    </form>
  )
}

function stopsIn(form: HTMLElement | null): HTMLElement[] {
  return [...(form?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
}

function moveFocus(event: KeyboardEvent<HTMLFormElement>, onClose: () => void) {
  const stops = stopsIn(event.currentTarget)
  const at = stops.findIndex((stop) => stop.matches(':focus'))
  const target = targetOf(event.key, stops, at)
  if (event.key === 'Escape') onClose()
  else if (target === undefined) return
  else target.focus()
  // A search box would empty itself on Escape first.
  event.preventDefault()
}

function targetOf(key: string, stops: HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return stops[at + 1]
  if (key === 'ArrowUp') return stops[at - 1]
  if (at < 1) return undefined
  if (key === 'Home') return stops[1]
  return key === 'End' ? stops.at(-1) : undefined
}
