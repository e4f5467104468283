import { type RefObject, startTransition, useRef, useState } from 'react'
import { PageSearch } from '#components/ui/search-field'

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
      <PageSearch
        ref={box}
        label="Search participants"
        disabled={!live}
        value={text}
        onSearch={(value) => {
          setText(value)
          searchAfterPaint(value)
        }}
      />
    </span>
  )
}
