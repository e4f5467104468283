import type { RefObject } from 'react'
import { isPlainKey, isTyping, singleKeysAreOn } from '#components/ui/keys'
import { useWindowKeys } from '#components/ui/use-window-keys'

type Box = RefObject<HTMLInputElement | null>
type Table = RefObject<HTMLTableElement | null>

/** / goes to the search box, ↓ from there to the rows, arrows, Home and End between them. Enter follows the link. */
export function useOverviewKeys(searchBox: Box, table: Table) {
  useWindowKeys((event) => {
    const target = targetOf(event, searchBox.current, table.current)
    if (target === null) return
    event.preventDefault()
    target.focus()
  })
}

function targetOf(event: KeyboardEvent, box: HTMLElement | null, table: HTMLElement | null) {
  if (!isPlainKey(event)) return null
  if (event.key === '/' && !isTyping(event.target) && singleKeysAreOn()) return box
  const links = [...(table?.querySelectorAll('a') ?? [])]
  const first = links[0] ?? null
  const { activeElement } = document
  if (activeElement === box || activeElement === document.body)
    return event.key === 'ArrowDown' ? first : null
  const at = links.findIndex((link) => link.matches(':focus'))
  if (at < 0) return null
  if (event.key === 'ArrowDown') return links[at + 1] ?? null
  if (event.key === 'ArrowUp') return links[at - 1] ?? box
  if (event.key === 'Home') return first
  return event.key === 'End' ? (links.at(-1) ?? null) : null
}
