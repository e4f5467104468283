'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button'
import { Dialog, DialogFoot } from '#components/ui/dialog'
import { Kbd } from '#components/ui/kbd'
import { KeysList } from './keys-list.tsx'
import type { PaletteProps } from './palette-button.tsx'
import { PaletteSearch } from './palette-search.tsx'

/** Goes places and does nothing else: no decision is ever taken from here. */
export function Palette({ pages, signOut, startWith, onClose }: PaletteProps) {
  const [view, setView] = useState(startWith)

  function showKeys() {
    const ownKeys = document.getElementById('all-keys')
    if (ownKeys === null) return setView('keys')
    onClose()
    // Behind the dialog the page is inert: it must be gone first.
    setTimeout(() => ownKeys.showPopover())
  }

  return (
    <Dialog
      title={view === 'keys' ? 'All keys' : 'Search or jump to'}
      className="max-w-xl"
      onCancel={onClose}
    >
      {view === 'keys' ? (
        <KeysList />
      ) : (
        <PaletteSearch pages={pages} signOut={signOut} onKeys={showKeys} onClose={onClose} />
      )}
      <DialogFoot>
        <span className="mr-auto flex gap-4 text-xs text-fg-2 max-desk:hidden">
          {view === 'search' && (
            <>
              <span>
                <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
              </span>
              <span>
                <Kbd>Enter</Kbd> opens
              </span>
            </>
          )}
          <span>
            <Kbd>Esc</Kbd> closes
          </span>
        </span>
        <Button data-autofocus={view === 'keys' ? '' : undefined} onClick={onClose}>
          Close
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
