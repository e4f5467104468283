'use client'

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/**
 * What came of a deed, for a place with role status. Takes the focus: the row with the button that had it is about to go.
 */
export function News({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <p ref={focusOnMount} tabIndex={-1} className="outline-none">
      <Icon name={icon} className="mr-1 inline size-4" />
      {children}
    </p>
  )
}

function focusOnMount(element: HTMLElement | null) {
  element?.focus()
}
