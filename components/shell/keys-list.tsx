import { useState } from 'react'
import { KeyList } from '#components/ui/kbd'
import { setSingleKeys, singleKeysAreOn } from '#components/ui/keys'

const KEYS = [
  { keys: ['⌘K', 'Ctrl K'], does: 'search or jump to' },
  { keys: ['?'], does: 'these keys; in a room, the keys of the room' },
  { keys: ['/'], does: 'search rooms' },
  { keys: ['↑', '↓', 'Home', 'End'], does: 'move between rooms' },
  { keys: ['Enter'], does: 'open the room' },
  { keys: ['Esc'], does: 'close; in a search box, leave it' },
]

export function KeysList() {
  const [isOn, setOn] = useState(singleKeysAreOn)
  return (
    <div className="grid gap-4 overflow-y-auto border-y border-line-2 px-4 py-4 desk:px-6">
      <KeyList lines={KEYS} />
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={isOn}
          className="size-4 accent-accent-fill"
          onChange={({ target }) => {
            setSingleKeys(target.checked)
            setOn(target.checked)
          }}
        />
        Single keys on
      </label>
    </div>
  )
}
