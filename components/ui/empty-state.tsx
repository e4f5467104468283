import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** Says what is so, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
}: {
  icon: IconName
  title: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-12 text-center">
      <Icon name={icon} className="size-6 text-fg-3" />
      <p className="text-md font-semibold">{title}</p>
      {children !== undefined && <div className="grid justify-items-center gap-3 text-fg-2">{children}</div>}
    </div>
  )
}
