import { isPlainKey, isTyping, singleKeysAreOn } from '#components/ui/keys'
import { useWindowKeys } from '#components/ui/use-window-keys'

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
  useWindowKeys((event) => {
    const action = actionOf(event, keys)
    if (action === null) return
    event.preventDefault()
    action()
  })
}

function actionOf(event: KeyboardEvent, keys: RoomKeys): (() => void) | null {
  if (!isPlainKey(event) || event.repeat) return null
  const key = event.key.toLowerCase()
  if (key === 'arrowdown' && isSearchBox(event.target)) return keys.onList
  if (isTyping(event.target)) return null
  if (key !== '?' && !singleKeysAreOn()) return null
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
