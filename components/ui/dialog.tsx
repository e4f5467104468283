'use client'

import { type ReactNode, useId } from 'react'

/**
 * Modal while mounted: place it only when it is to be seen. Focus goes to the element with `data-autofocus`, and
 * returns to where it was when the dialog goes. Escape asks `onCancel`.
 */
export function Dialog({
  title,
  intro,
  onCancel,
  children,
  className = 'max-w-2xl',
}: {
  title: ReactNode
  intro?: ReactNode
  onCancel: () => void
  children: ReactNode
  className?: string
}) {
  const titleId = useId()
  return (
    <dialog
      ref={showWhileMounted}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-1rem)] flex-col overflow-hidden rounded-4 border border-line-2 bg-raised text-fg shadow-3 open:flex ${className}`}
    >
      <div className="shrink-0 px-4 pt-4 pb-3 desk:px-6 desk:pt-5">
        <h2 id={titleId} className="text-lg font-semibold desk:text-xl">
          {title}
        </h2>
        {intro !== undefined && <p className="text-fg-2">{intro}</p>}
      </div>
      {children}
    </dialog>
  )
}

/** The part between head and buttons; it alone scrolls. */
export function DialogBody({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto border-y border-line-2">
      {children}
    </div>
  )
}

export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-end gap-3 bg-surface-2 px-4 py-3 desk:px-6">
      {children}
    </div>
  )
}

function showWhileMounted(dialog: HTMLDialogElement | null) {
  if (dialog === null) return
  dialog.showModal()
  dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  return () => dialog.close()
}
