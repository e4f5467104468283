import { useState } from 'react'
import { Kbd } from '#components/ui/kbd'
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
      <ul className="grid gap-2">
        {KEYS.map(({ keys, does }) => (
          <li key={does} className="flex gap-4">
            <span className="flex w-36 shrink-0 flex-wrap gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            {does}
          </li>
        ))}
      </ul>
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
