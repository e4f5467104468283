import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** The bar under the navigation: the page's name, its facts, and at the end what one can do. */
export function PageHead({
  title,
  before,
  actions,
  children,
}: {
  title: ReactNode
  before?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-6 gap-y-1 border-b border-line-2 px-4 py-2 desk:px-6">
      <div className="flex min-w-0 items-center gap-2">
        {before}
        <h1 className="min-w-0 text-xl font-semibold">{title}</h1>
      </div>
      {children !== undefined && (
        <div className="flex flex-wrap items-center gap-x-5 gap-y-1">{children}</div>
      )}
      {actions !== undefined && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}

export function Fact({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-fg-2">
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  )
}
