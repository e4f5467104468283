import { Icon, type IconName } from '#components/ui/icon'
import { FILTERS, type Filter } from '#lib/presence/roster-filters'

const ICONS: Record<Filter, IconName> = {
  new: 'plus',
  no_user_id: 'no-id',
  look_alike: 'twins',
  ejected_before: 'out',
  banned_here: 'ban',
  possible_return: 'undo',
}

type FilterProps = {
  filters: readonly Filter[]
  counts: Record<Filter, number>
  live: boolean
  onFilters: (filters: readonly Filter[]) => void
}

export function FilterRow({ filters, counts, live, onFilters }: FilterProps) {
  return (
    <fieldset className="relative flex min-w-0 gap-2 max-desk:-mx-4 max-desk:max-w-[100vw] max-desk:overflow-x-auto max-desk:px-4 max-desk:py-0.5 max-desk:[scrollbar-width:none] desk:flex-wrap desk:gap-y-1">
      <legend className="sr-only">Filters</legend>
      {FILTERS.map(({ filter, name }) => (
        <FilterButton
          key={filter}
          icon={ICONS[filter]}
          name={name}
          short={SHORT[filter] ?? name}
          count={live ? counts[filter] : null}
          on={filters.includes(filter)}
          onToggle={() => onFilters(toggled(filters, filter))}
        />
      ))}
    </fieldset>
  )
}

/** What is seen of a long name. Whatever is seen begins the name. */
const SHORT: Partial<Record<Filter, string>> = { new: 'New' }

type ButtonProps = {
  icon: IconName
  name: string
  short: string
  count: number | null
  on: boolean
  onToggle: () => void
}

function FilterButton({ icon, name, short, count, on, onToggle }: ButtonProps) {
  const countId = `count-${icon}`
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-describedby={countId}
      title={short === name ? undefined : name}
      disabled={count === null}
      onClick={onToggle}
      className={`inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-2 border px-2 text-xs whitespace-nowrap select-none max-desk:min-h-11 max-desk:px-3 ${on ? 'border-accent bg-accent-soft text-accent hover:bg-accent-soft-hover' : 'border-line-2 bg-surface text-fg hover:bg-surface-3'}`}
    >
      <Icon name={on ? 'check' : icon} className="size-3.5" />
      <span>
        {short}
        <span className="sr-only">{name.slice(short.length)}</span>
      </span>
      <span aria-hidden="true" className={`min-w-4 ${on ? '' : 'text-fg-3'}`}>
        {count?.toLocaleString('en')}
      </span>
      <span id={countId} hidden>
        {count !== null && `${count.toLocaleString('en')} in the list`}
      </span>
    </button>
  )
}

function toggled(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  return filters.includes(filter) ? filters.filter((other) => other !== filter) : [...filters, filter]
}
