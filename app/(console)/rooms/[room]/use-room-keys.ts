import { useEffect, useEffectEvent } from 'react'

type RoomKeys = {
  onSearch: () => void
  onEject: () => void
  onBan: () => void
  onList: () => void
  onPickShown: () => void
  onPickReturn: () => void
}

/** Single keys for fast hands. They never act while somebody types, with a modifier, or behind a dialog. */
export function useRoomKeys(keys: RoomKeys) {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event, keys)
    if (action === null) return
    event.preventDefault()
    action()
  })
  // Keys belong to the window, not to an element.
  useEffect(() => {
    window.addEventListener('keydown', act)
    return () => window.removeEventListener('keydown', act)
  }, [])
}

function actionOf(event: KeyboardEvent, keys: RoomKeys): (() => void) | null {
  const isPlain =
    !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.defaultPrevented
  if (!isPlain || document.querySelector('dialog[open]') !== null) return null
  const key = event.key.toLowerCase()
  if (key === 'arrowdown' && isSearchBox(event.target)) return keys.onList
  if (isTyping(event.target)) return null
  if (document.querySelector('#single-keys:not(:checked)') !== null && key !== '?') return null
  if (key === '/') return keys.onSearch
  if (key === 'e') return keys.onEject
  if (key === 'b') return keys.onBan
  if (key === 'a') return keys.onPickShown
  if (key === 'r') return keys.onPickReturn
  if (key === '?') return () => document.getElementById('all-keys')?.togglePopover()
  return key === 'arrowdown' && document.activeElement === document.body ? keys.onList : null
}

function isSearchBox(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search'
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])') ||
    target.isContentEditable
  )
}
