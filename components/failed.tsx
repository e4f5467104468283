import type { ReactNode } from 'react'
import { codeOf } from './request.ts'
import { Icon } from './ui/icon.tsx'

const LINK = 'font-semibold text-accent underline'

/** A failure in words, with the next step where there is one. */
export function Failed({ error }: { error: Error }) {
  const code = codeOf(error)
  return (
    <>
      {code === null ? 'Something went wrong on this page.' : error.message}{' '}
      {code === 'unauthenticated' && (
        <a href="/sign-in" target="_blank" rel="noreferrer" className={LINK}>
          Sign in
        </a>
      )}
      {code === 'out_of_date' && (
        <button type="button" onClick={() => location.reload()} className={LINK}>
          Reload
        </button>
      )}
    </>
  )
}

type AlertProps = { error: Error; className?: string; children?: ReactNode }

/** The same with its sign, read out as soon as it shows. */
export function FailedAlert({ error, className = '', children }: AlertProps) {
  return (
    <p role="alert" className={`flex gap-2 ${className}`}>
      <Icon name="alert" className="mt-0.5 size-4" />
      <span>
        <Failed error={error} />
        {children}
      </span>
    </p>
  )
}
