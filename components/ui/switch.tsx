import type { ComponentProps } from 'react'

/** A native checkbox that reads as a switch; the label belongs to whoever places it. */
export function Switch(props: Omit<ComponentProps<'input'>, 'type' | 'role' | 'className'>) {
  return (
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state.
      role="switch"
      autoComplete="off"
      className="switch"
      {...props}
    />
  )
}
