import { KeyList } from '#components/ui/kbd'
import { SingleKeysBox } from '#components/ui/single-keys'

const KEYS = [
  { keys: ['⌘K', 'Ctrl K'], does: 'search or jump to' },
  { keys: ['?'], does: 'these keys; in a room, the keys of the room' },
  { keys: ['/'], does: 'search rooms' },
  { keys: ['↑', '↓', 'Home', 'End'], does: 'move between rooms' },
  { keys: ['Enter'], does: 'open the room' },
  { keys: ['Esc'], does: 'close; in a search box, leave it' },
]

export function KeysList() {
  return (
    <div className="grid gap-4 overflow-y-auto border-y border-line-2 px-4 py-4 desk:px-6">
      <KeyList lines={KEYS} />
      <SingleKeysBox />
    </div>
  )
}
