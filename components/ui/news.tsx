'use client'

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/**
 * What came of a deed, for a place with role status. Takes the focus: the row with the button that had it is about to go.
 */
export function News({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <p ref={focusOnMount} tabIndex={-1} className="flex gap-2 outline-none">
      <Icon name={icon} className="mt-0.5 size-4" />
      <span>{children}</span>
    </p>
  )
}

function focusOnMount(element: HTMLElement | null) {
  element?.focus()
}
