import type { RefObject } from 'react'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Kbd } from '#components/ui/kbd'

type ToolsProps = {
  search: string
  searchBox: RefObject<HTMLInputElement | null>
  shown: number
  left: number
  heldBack: number
  live: boolean
  onSearch: (search: string) => void
  onRelease: () => void
}

export function ListTools({
  search,
  searchBox,
  shown,
  left,
  heldBack,
  live,
  onSearch,
  onRelease,
}: ToolsProps) {
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-1 px-4 py-2 desk:px-6">
      <span className="relative block w-full max-w-72 max-desk:max-w-none">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-3"
        />
        <Input
          ref={searchBox}
          type="search"
          aria-label="Search participants"
          placeholder="Search participants"
          className="pl-8 desk:pr-8"
          disabled={!live}
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
      {heldBack > 0 && (
        <Button look="primary" size="sm" className="rounded-full! px-3!" onClick={onRelease}>
          <Icon name="up" className="size-3.5" />
          {heldBack.toLocaleString('en')} joined
        </Button>
      )}
      {heldBack > 0 && (
        <span className="text-xs text-fg-2 max-desk:hidden">
          Held back, so that nothing moves while you pick
        </span>
      )}
      <span className="ml-auto text-xs text-fg-2 max-desk:sr-only">
        {live &&
          `${shown.toLocaleString('en')} shown${heldBack > 0 ? `, ${heldBack.toLocaleString('en')} held back` : ''}${left > 0 ? `, ${left.toLocaleString('en')} left` : ''}`}
      </span>
    </div>
  )
}
