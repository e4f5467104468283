'use client'

import { type ReactNode, useState } from 'react'

/** Stays as it is when a webhook has come into being: the form below shows a secret that is not shown again. */
export function OutgoingAdd({ isFirst, children }: { isFirst: boolean; children: ReactNode }) {
  const [isOpen] = useState(isFirst)
  return (
    <details open={isOpen}>
      <summary className="w-fit font-medium max-desk:min-h-11">Add a webhook</summary>
      <div className="pt-3">{children}</div>
    </details>
  )
}
