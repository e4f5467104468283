import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-1 border border-line-2 bg-surface px-1 font-sans text-xs text-fg-2">
      {children}
    </kbd>
  )
}
