import type { RefObject } from 'react'
import { useLive } from '#components/ui/clock'
import { PageSearch } from '#components/ui/search-field'

type SearchProps = {
  box: RefObject<HTMLInputElement | null>
  search: string
  onSearch: (search: string) => void
}

export function RoomSearch({ box, search, onSearch }: SearchProps) {
  const isLive = useLive()
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-3 border-b border-line-1 px-4 py-2 desk:px-6">
      <span className="relative block w-full desk:max-w-72">
        <PageSearch ref={box} label="Search rooms" disabled={!isLive} value={search} onSearch={onSearch} />
      </span>
      <span className="ml-auto text-xs text-fg-2 max-desk:hidden">Join waves first, then by people</span>
    </div>
  )
}
