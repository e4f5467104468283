'use client'

import { type ComponentType, useState } from 'react'
import { useLive } from '#components/ui/clock'
import { Icon } from '#components/ui/icon'
import { Kbd } from '#components/ui/kbd'
import { isDialogOpen, isPlainKey, isTyping, singleKeysAreOn } from '#components/ui/keys'
import { useWindowKeys } from '#components/ui/use-window-keys'
import type { PageAddress } from './main-nav.tsx'

export type PaletteView = 'search' | 'keys'

type ButtonProps = { pages: readonly PageAddress[]; signOut: () => Promise<void> }
export type PaletteProps = ButtonProps & { startWith: PaletteView; onClose: () => void }
type Opened = { Palette: ComponentType<PaletteProps>; startWith: PaletteView }

/** The palette's own code comes with its first use. It never opens over another dialog. */
export function PaletteButton({ pages, signOut }: ButtonProps) {
  const isLive = useLive()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [hasFailed, setFailed] = useState(false)

  function open(startWith: PaletteView) {
    import('./palette.tsx').then(
      ({ Palette }) => {
        if (!isDialogOpen()) setOpened({ Palette, startWith })
      },
      () => setFailed(true),
    )
  }

  usePaletteKeys(open)
  return (
    <>
      <button
        type="button"
        disabled={!isLive}
        aria-keyshortcuts="Meta+K Control+K"
        aria-haspopup="dialog"
        onClick={() => (hasFailed ? location.reload() : open('search'))}
        className="ml-auto flex min-h-8 shrink-0 items-center gap-2 rounded-2 px-2 text-fg-2 hover:bg-surface-3 max-desk:min-h-11 max-desk:min-w-11 max-desk:justify-center desk:border desk:border-line-2 min-[64rem]:min-w-52"
      >
        <Icon name="search" />
        <span className="max-[64rem]:sr-only">{hasFailed ? 'Reload to search' : 'Search or jump to'}</span>
        <span aria-hidden="true" className="ml-auto max-desk:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {opened !== null && (
        <opened.Palette
          pages={pages}
          signOut={signOut}
          startWith={opened.startWith}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

function usePaletteKeys(open: (startWith: PaletteView) => void) {
  useWindowKeys((event) => {
    const view = viewOf(event)
    if (view === null) return
    event.preventDefault()
    if (!isDialogOpen()) open(view)
  })
}

/** A page with keys of its own answers to `?` itself. */
function viewOf(event: KeyboardEvent): PaletteView | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event
  if (key.toLowerCase() === 'k' && ctrlKey !== metaKey && !shiftKey && !altKey) return 'search'
  if (key !== '?' || !isPlainKey(event) || isTyping(target) || !singleKeysAreOn()) return null
  return document.getElementById('all-keys') === null ? 'keys' : null
}
