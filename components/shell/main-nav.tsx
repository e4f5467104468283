'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { reportNewsQuery } from '#components/reports/query-options'
import { useUrgentNotices } from '#components/reports/use-urgent-notices'
import { countWords } from '#components/reports/words'

export const PAGES = [
  { href: '/', title: 'Rooms', covers: (path: string) => path === '/' || path.startsWith('/rooms/') },
  { href: '/reports', title: 'Reports', covers: (path: string) => path.startsWith('/reports') },
  { href: '/bans', title: 'Bans', covers: (path: string) => path.startsWith('/bans') },
  { href: '/audit', title: 'Audit', covers: (path: string) => path.startsWith('/audit') },
  { href: '/settings', title: 'Settings', covers: (path: string) => path.startsWith('/settings') },
] as const

export type PageAddress = (typeof PAGES)[number]['href']

/** Plain links, as everywhere here: each page comes whole from the running build, and needs no script to be reached. */
export function MainNav({ pages }: { pages: readonly PageAddress[] }) {
  const path = usePathname()
  return (
    <nav
      aria-label="Main"
      className="flex min-w-0 self-stretch overflow-x-auto max-desk:[scrollbar-width:none]"
    >
      {PAGES.filter(({ href }) => pages.includes(href)).map(({ href, title, covers }) => (
        <a
          key={href}
          href={href}
          aria-current={covers(path) ? 'page' : undefined}
          className="flex shrink-0 items-center gap-1.5 px-2.5 whitespace-nowrap text-fg-2 hover:text-fg focus-visible:-outline-offset-2 aria-[current]:font-medium aria-[current]:text-fg aria-[current]:shadow-[inset_0_-2px_0_var(--color-accent)] desk:px-4"
        >
          {title}
          {href === '/reports' && <OpenReports />}
        </a>
      ))}
    </nav>
  )
}

/** How many reports are open; beside it, on every page, the watch for urgent ones. */
function OpenReports() {
  const { data } = useQuery(reportNewsQuery)
  useUrgentNotices(data)
  if (data === undefined || data.open === 0) return null
  return (
    <span className="rounded-full bg-surface-3 px-1.5 text-xs text-fg tabular-nums">
      {countWords(data.open)}
      <span className="sr-only"> open</span>
    </span>
  )
}
