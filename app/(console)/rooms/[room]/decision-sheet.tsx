import type { ReactNode } from 'react'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'

type SheetProps = {
  people: string
  /** How many picked people the search, the filters or time have taken out of the list. */
  notShown: number
  open: boolean
  clearable: boolean
  onOpen: (open: boolean) => void
  onClear: () => void
  children: ReactNode
}

/** On a desk the right-hand column; on a phone a sheet at the bottom that shows the count and opens. */
export function DecisionSheet({ people, notShown, open, clearable, onOpen, onClear, children }: SheetProps) {
  return (
    <aside
      aria-label="Decision"
      className={`flex min-h-0 shrink-0 flex-col overflow-hidden border-line-2 bg-surface-2 max-desk:rounded-t-4 max-desk:border-t max-desk:shadow-3 desk:w-100 desk:border-l ${open ? 'max-desk:max-h-[82%]' : ''}`}
    >
      <div className="flex min-h-12 shrink-0 items-center gap-2 px-4 desk:px-5">
        <h2 className="text-md font-semibold">Decision</h2>
        <span className="text-fg-2">
          {people}
          {notShown > 0 && `, ${notShown.toLocaleString('en')} of them not shown`}
        </span>
        <span className="ml-auto flex">
          {clearable && (
            <Button look="quiet" onClick={onClear}>
              Clear
            </Button>
          )}
          <Button
            look="quiet"
            className="w-11 desk:hidden"
            aria-expanded={open}
            aria-label={open ? 'Close the decision sheet' : 'Open the decision sheet'}
            onClick={() => onOpen(!open)}
          >
            <Icon name="down" className={`size-5 ${open ? '' : 'rotate-180'}`} />
          </Button>
        </span>
      </div>
      <div
        className={`flex min-h-0 flex-1 flex-col max-desk:block max-desk:overflow-y-auto ${open ? '' : 'max-desk:hidden'}`}
      >
        {children}
      </div>
    </aside>
  )
}
