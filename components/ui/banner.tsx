import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** One plain line above the work: what is wrong and what still holds. */
export function Banner({
  icon = 'alert',
  role = 'status',
  children,
}: {
  icon?: IconName
  role?: 'status' | 'alert'
  children: ReactNode
}) {
  return (
    <div
      role={role}
      className="flex items-start gap-2 border-b border-line-2 bg-surface-3 px-4 py-2 text-fg desk:px-6"
    >
      <Icon name={icon} className="mt-0.5 size-4" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
