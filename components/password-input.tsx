'use client'

import { type ComponentProps, useState } from 'react'
import { useLive } from './ui/clock.ts'
import { Input } from './ui/field.tsx'

/** With script it can show what was typed; without, it is a plain password field of the same size. */
export function PasswordInput({ className = '', ...rest }: Omit<ComponentProps<typeof Input>, 'type'>) {
  const isLive = useLive()
  const [isShown, setIsShown] = useState(false)
  return (
    <span className="relative block">
      <Input
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        className={`pr-16 ${className}`}
        {...rest}
      />
      {isLive && (
        <button
          type="button"
          aria-label="Show the characters"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="absolute inset-y-1 right-1 min-w-12 rounded-1 px-2 text-fg-2 hover:bg-surface-3 hover:text-fg"
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      )}
    </span>
  )
}
