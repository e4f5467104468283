import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from './ui/button.tsx'
import { Icon } from './ui/icon.tsx'
import { ZoneNote } from './ui/time.tsx'

type PagerProps = {
  /** Where this stands: "1–50 of 175". */
  children?: ReactNode
  newer: Route | null
  older: Route | null
  words?: { newer: string; older: string }
}

/** The foot of a list that is read page by page. */
export function Pager({ children, newer, older, words = { newer: 'Newer', older: 'Older' } }: PagerProps) {
  return (
    <footer className="sticky bottom-0 mt-auto flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line-2 bg-surface-2 px-4 py-2 desk:px-6">
      {children !== undefined && <span>{children}</span>}
      <span className="text-xs text-fg-3">
        <ZoneNote />
      </span>
      <nav aria-label="Pages of this list" className="ml-auto flex gap-2">
        <Step href={newer}>
          <Icon name="left" /> {words.newer}
        </Step>
        <Step href={older}>
          {words.older} <Icon name="right" />
        </Step>
      </nav>
    </footer>
  )
}

function Step({ href, children }: { href: Route | null; children: ReactNode }) {
  if (href === null)
    return <span className={`${buttonClass()} bg-surface-3 text-fg-3 hover:bg-surface-3`}>{children}</span>
  return (
    <Link href={href} prefetch={false} className={buttonClass()}>
      {children}
    </Link>
  )
}

/** An address with only those parts of the query that say something. */
export function withQuery<Path extends '/bans' | '/audit' | '/settings'>(
  path: Path,
  query: Record<string, string | number | null | undefined>,
): Path | `${Path}?${string}` {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}
