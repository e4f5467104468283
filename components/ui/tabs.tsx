import type { ReactNode } from 'react'

/** Links to the parts of one list, of which one is open. */
export function TabNav({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="flex rounded-2 border border-line-2 bg-surface-3 max-desk:w-full max-desk:overflow-x-auto"
    >
      {children}
    </nav>
  )
}

/** The open one carries `aria-current="page"`. */
export function tabClass(className = ''): string {
  return `inline-flex min-h-8 items-center justify-center gap-1.5 rounded-2 px-2.5 whitespace-nowrap text-fg-2 hover:text-fg focus-visible:-outline-offset-2 aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-fg max-desk:min-h-11 ${className}`
}

export function TabCount({ children }: { children: ReactNode }) {
  return <span className="font-normal text-fg-2 tabular-nums">{children}</span>
}
