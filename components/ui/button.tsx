import type { ComponentProps } from 'react'

const LOOKS = {
  plain:
    'border border-line-2 bg-surface text-fg hover:bg-surface-3 active:bg-line-1 disabled:bg-surface-3 disabled:text-fg-off aria-disabled:bg-surface-3 aria-disabled:text-fg-off',
  quiet: 'text-fg-2 hover:bg-surface-3 hover:text-fg active:bg-line-1 disabled:text-fg-off',
  primary:
    'bg-accent-fill font-semibold text-on-accent hover:bg-accent-fill-hover disabled:bg-surface-3 disabled:text-fg-off',
  danger:
    'bg-danger font-semibold text-on-danger hover:bg-danger-hover active:bg-danger-active disabled:bg-surface-3 disabled:text-fg-off aria-disabled:bg-surface-3 aria-disabled:text-fg-off',
  link: 'font-normal text-accent hover:underline disabled:text-fg-off',
} as const

const SIZES = {
  sm: 'min-h-6.5 px-2 text-xs rounded-1',
  md: 'min-h-8 px-3 text-sm rounded-2',
  lg: 'min-h-10 px-4 text-md rounded-2',
} as const

type Looks = { look?: keyof typeof LOOKS; size?: keyof typeof SIZES; className?: string }

/** For links that look like buttons. */
export function buttonClass({ look = 'plain', size = 'md', className = '' }: Looks = {}): string {
  return `inline-flex items-center justify-center gap-1.5 font-medium whitespace-nowrap select-none max-desk:min-h-11 ${SIZES[size]} ${LOOKS[look]} ${className}`
}

export function Button({
  look,
  size,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Looks) {
  const looks = { ...(look && { look }), ...(size && { size }), ...(className && { className }) }
  return <button type={type} className={buttonClass(looks)} {...rest} />
}
