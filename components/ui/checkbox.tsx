'use client'

import type { ComponentProps } from 'react'

/** A native checkbox with a hit area larger than itself; `some` draws the mixed state. */
export function Checkbox({
  some = false,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'ref' | 'className'> & { some?: boolean }) {
  return (
    <input
      type="checkbox"
      autoComplete="off"
      className="tick"
      ref={(input) => {
        if (input) input.indeterminate = some
      }}
      {...rest}
    />
  )
}
