import type { RefObject } from 'react'
import { useLive } from '#components/ui/clock'
import { Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Kbd } from '#components/ui/kbd'

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
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-3"
        />
        <Input
          ref={box}
          type="search"
          aria-label="Search rooms"
          placeholder="Search rooms"
          className="pl-8 desk:pr-8"
          disabled={!isLive}
          value={search}
          onChange={({ target }) => onSearch(target.value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape') currentTarget.blur()
          }}
        />
        {search === '' && (
          <span aria-hidden="true" className="absolute top-1/2 right-2 -translate-y-1/2 max-desk:hidden">
            <Kbd>/</Kbd>
          </span>
        )}
      </span>
      <span className="ml-auto text-xs text-fg-2 max-desk:hidden">Join waves first, then by people</span>
    </div>
  )
}
