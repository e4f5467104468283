import { type RefObject, startTransition, useRef, useState } from 'react'
import { Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Kbd } from '#components/ui/kbd'

type SearchProps = {
  box: RefObject<HTMLInputElement | null>
  live: boolean
  onSearch: (search: string) => void
}

/** Keeps its text to itself: a keystroke shows first, then the list follows. */
export function SearchBox({ box, live, onSearch }: SearchProps) {
  const [text, setText] = useState('')
  const frame = useRef(0)

  function searchAfterPaint(value: string) {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => setTimeout(startTransition, 0, () => onSearch(value)))
  }

  return (
    <span className="relative block w-full desk:w-56">
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-3"
      />
      <Input
        ref={box}
        type="search"
        aria-label="Search participants"
        placeholder="Search participants"
        className="pl-8 desk:pr-8"
        disabled={!live}
        value={text}
        onChange={({ target: { value } }) => {
          setText(value)
          searchAfterPaint(value)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.blur()
        }}
      />
      {text === '' && (
        <span aria-hidden="true" className="absolute top-1/2 right-2 -translate-y-1/2 max-desk:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </span>
  )
}
