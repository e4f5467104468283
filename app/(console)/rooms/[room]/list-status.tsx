import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import type { Tally } from './picks.ts'

type StatusProps = {
  shown: number
  tally: Tally
  heldBack: number
  live: boolean
  canPick: boolean
  onRelease: () => void
  onPickShown: () => void
}

/** The line over the list: who waits, how many are shown, and all of them picked at once. Always there, so nothing moves. */
export function ListStatus({ shown, tally, heldBack, live, canPick, onRelease, onPickShown }: StatusProps) {
  const { pickable, picked, left } = tally
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line-1 bg-surface-2 px-4 py-1 desk:px-6">
      {heldBack > 0 && (
        <Button look="primary" size="sm" className="rounded-full! px-3!" onClick={onRelease}>
          <Icon name="up" className="size-3.5" />
          {heldBack.toLocaleString('en')} joined
        </Button>
      )}
      {heldBack > 0 && (
        <span className="text-xs text-fg-2 max-desk:hidden">
          Held back, so that nothing moves while you pick
        </span>
      )}
      <span className="ml-auto text-xs text-fg-2 max-desk:sr-only">
        {live &&
          `${shown.toLocaleString('en')} shown${heldBack > 0 ? `, ${heldBack.toLocaleString('en')} held back` : ''}${left > 0 ? `, ${left.toLocaleString('en')} left` : ''}`}
      </span>
      <Button
        size="sm"
        className="max-desk:ml-auto"
        disabled={!canPick || pickable === 0}
        onClick={onPickShown}
      >
        {pickable > 0 && picked === pickable
          ? 'Unpick all shown'
          : `Pick all ${pickable.toLocaleString('en')} shown`}
      </Button>
    </div>
  )
}
