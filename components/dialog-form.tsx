'use client'

import type { FormEvent, ReactNode } from 'react'
import { FailedAlert } from './failed.tsx'
import { Button } from './ui/button.tsx'
import { DialogFoot } from './ui/dialog.tsx'
import { Icon } from './ui/icon.tsx'

type FormProps = {
  deed: string
  look?: 'primary' | 'danger'
  ready?: boolean
  pending: boolean
  error: Error | null
  onCancel: () => void
  onBack?: () => void
  onSubmit: () => void
  children: ReactNode
}

/** The inside of a dialog: what is asked, what went wrong, and the buttons. Enter in a field is the deed. */
export function DialogForm(props: FormProps) {
  const { deed, look = 'primary', ready = true, pending, error, onCancel, onBack, onSubmit, children } = props
  const isReady = ready && !pending

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) onSubmit()
  }

  return (
    <form onSubmit={submit} className="contents">
      {children}
      <DialogFoot>
        {error !== null && <FailedAlert error={error} className="basis-full" />}
        {onBack !== undefined && (
          <Button size="lg" className="mr-auto" disabled={pending} onClick={onBack}>
            Back
          </Button>
        )}
        <Button size="lg" disabled={pending} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look={look} size="lg" aria-disabled={!isReady}>
          {pending && <Icon name="spin" className={look === 'danger' ? 'size-4' : 'size-4 text-on-accent'} />}
          {deed}
        </Button>
      </DialogFoot>
    </form>
  )
}
