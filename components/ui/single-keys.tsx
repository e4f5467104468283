'use client'

import { useSyncExternalStore } from 'react'
import { onSingleKeys, setSingleKeys, singleKeysAreOn } from './keys'

/** The one choice for every page; wherever its box stands it shows the same. */
export function SingleKeysBox() {
  const isOn = useSyncExternalStore(onSingleKeys, singleKeysAreOn, () => true)
  return (
    <label className="flex min-h-8 items-center gap-2">
      <input
        type="checkbox"
        checked={isOn}
        className="size-4 accent-accent-fill"
        onChange={({ target }) => setSingleKeys(target.checked)}
      />
      Single keys on
    </label>
  )
}
