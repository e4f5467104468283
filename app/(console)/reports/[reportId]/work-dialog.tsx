import type { ReactNode } from 'react'
import { DialogForm } from '#components/dialog-form'
import { Dialog } from '#components/ui/dialog'
import type { Deed, Work } from './use-work.ts'

type DialogProps = {
  title: string
  intro: string
  /** The button's name. */
  button: string
  deed: Deed
  ready?: boolean
  work: Work
  className?: string
  children: ReactNode
}

/** Asks what a deed on the report needs to know. */
export function WorkDialog({ title, intro, button, deed, ready = true, work, ...rest }: DialogProps) {
  const { className = 'max-w-lg', children } = rest
  return (
    <Dialog className={className} title={title} intro={intro} onCancel={work.close}>
      <DialogForm
        deed={button}
        ready={ready}
        pending={work.isPending}
        error={work.error}
        onCancel={work.close}
        onSubmit={() => work.carryOut(deed)}
      >
        {children}
      </DialogForm>
    </Dialog>
  )
}
