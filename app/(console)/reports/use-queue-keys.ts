import type { RefObject } from 'react'
import { isPlainKey, isTyping, singleKeysAreOn } from '#components/ui/keys'
import { useWindowKeys } from '#components/ui/use-window-keys'

/** / goes to the search box, ↓ and ↑ (or J and K) from row to row, Home and End to the ends. Enter follows the link. */
export function useQueueKeys(
  searchBox: RefObject<HTMLInputElement | null>,
  list: RefObject<HTMLElement | null>,
) {
  useWindowKeys((event) => {
    if (!isPlainKey(event)) return
    const target = targetOf(event, searchBox.current, list.current)
    if (target === null) return
    event.preventDefault()
    target.focus()
  })
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
const LETTER_STEPS: Record<string, number> = { j: 1, k: -1 }

function targetOf({ key, target }: KeyboardEvent, box: HTMLElement | null, list: HTMLElement | null) {
  const lettersCount = !isTyping(target) && singleKeysAreOn()
  if (key === '/' && lettersCount) return box
  const rows = [...(list?.querySelectorAll('a') ?? [])]
  const at = rows.findIndex((row) => row.matches(':focus'))
  const step = STEPS[key] ?? (lettersCount ? LETTER_STEPS[key] : undefined)
  const { activeElement } = document
  if (at < 0 && activeElement !== box && activeElement !== document.body) return null
  if (step !== undefined) return at + step < 0 ? box : (rows[at + step] ?? null)
  if (at < 0) return null
  if (key === 'Home') return rows[0] ?? null
  return key === 'End' ? (rows.at(-1) ?? null) : null
}
