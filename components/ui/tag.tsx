import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** The quietest mark: icon and word. */
export function Note({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 text-xs text-fg-2">
      <Icon name={icon} className="size-3.5" />
      <span>{children}</span>
    </span>
  )
}

const LOOKS = {
  plain: 'bg-surface-3 text-fg',
  running: 'bg-accent-soft text-accent',
  ink: 'bg-ink font-semibold text-on-ink',
} as const

/** A mark that must be seen: `ink` is the loudest and kept for what needs a look. */
export function Tag({
  icon,
  look = 'plain',
  children,
}: {
  icon: IconName
  look?: keyof typeof LOOKS
  children: ReactNode
}) {
  return (
    <span className={`inline-flex items-center gap-1 rounded-1 px-1.5 py-0.5 text-xs ${LOOKS[look]}`}>
      <Icon name={icon} className="size-3.5" />
      <span>{children}</span>
    </span>
  )
}
