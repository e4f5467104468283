import type { ComponentProps } from 'react'

/** A native checkbox that reads as a switch; the label belongs to whoever places it. */
export function Switch({ className = '', ...rest }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state.
      role="switch"
      autoComplete="off"
      className={`relative h-5 w-9 shrink-0 appearance-none rounded-full border border-line-control bg-surface transition-colors before:absolute before:top-1/2 before:left-0.5 before:size-3.5 before:-translate-y-1/2 before:rounded-full before:bg-fg-3 before:transition-[left] checked:border-accent-fill checked:bg-accent-fill checked:before:left-4.5 checked:before:bg-on-accent disabled:border-line-2 disabled:bg-surface-3 disabled:before:bg-fg-off after:absolute after:-inset-3 ${className}`}
      {...rest}
    />
  )
}
