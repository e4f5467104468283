'use client'

import type { ComponentProps } from 'react'

const MARKS =
  'before:absolute before:hidden checked:before:block checked:before:top-px checked:before:left-1 checked:before:h-2.25 checked:before:w-1.25 checked:before:rotate-45 checked:before:border-r-2 checked:before:border-b-2 before:border-on-accent indeterminate:before:inset-x-0.75 indeterminate:before:top-1.5 indeterminate:before:block indeterminate:before:border-b-2'

/** A native checkbox with a hit area larger than itself; `some` draws the mixed state. */
export function Checkbox({
  className = '',
  some = false,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'ref'> & { some?: boolean }) {
  return (
    <input
      type="checkbox"
      autoComplete="off"
      ref={(input) => {
        if (input) input.indeterminate = some
      }}
      className={`relative size-4 shrink-0 appearance-none rounded-1 border border-line-control bg-surface checked:border-accent-fill checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-accent-fill disabled:border-line-2 disabled:bg-surface-3 aria-disabled:border-line-2 aria-disabled:bg-surface-3 after:absolute after:-inset-2 max-desk:scale-125 max-desk:after:-inset-3.5 ${MARKS} ${className}`}
      {...rest}
    />
  )
}
