import type { ReactNode } from 'react'
import { FailedAlert } from './failed.tsx'
import { Button } from './ui/button.tsx'
import { Dialog, DialogFoot } from './ui/dialog.tsx'
import { Icon } from './ui/icon.tsx'

type ConfirmProps = {
  title: ReactNode
  /** What follows from it. */
  intro: string
  /** The button's name. */
  deed: string
  look?: 'primary' | 'danger'
  pending: boolean
  error: Error | null
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before a deed that has no fields. Stays open until the deed is done, and with what went wrong. */
export function ConfirmDialog(props: ConfirmProps) {
  const { title, intro, deed, look = 'primary', pending, error, onConfirm, onCancel } = props
  const unlessPending = (act: () => void) => () => {
    if (!pending) act()
  }
  return (
    <Dialog className="max-w-lg" title={title} intro={intro} onCancel={unlessPending(onCancel)}>
      <DialogFoot>
        {error !== null && <FailedAlert error={error} className="basis-full" />}
        <Button size="lg" disabled={pending} onClick={unlessPending(onCancel)}>
          Cancel
        </Button>
        <Button
          look={look}
          size="lg"
          data-autofocus=""
          aria-disabled={pending}
          onClick={unlessPending(onConfirm)}
        >
          {pending && <Icon name="spin" className={look === 'danger' ? 'size-4' : 'size-4 text-on-accent'} />}
          {deed}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
