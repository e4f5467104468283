import Form from 'next/form'
import Link from 'next/link'
import { withQuery } from '#components/pager'
import { Button } from '#components/ui/button'
import { Input, Select } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import type { ListBansInput } from '#lib/bans/schemas'
import { BAN_STATES, type BanState } from '#lib/bans/view'
import { currentPolicies } from '#lib/policies/book'

export type Filters = Pick<ListBansInput, 'search' | 'state' | 'policy' | 'scope'>

/** The filters as they stand in the address; what is as usual is left out. */
export function toQuery({ state, ...same }: Filters) {
  return { ...same, state: state === 'active' ? null : state }
}

const TAB_WORDS: Record<BanState, string> = {
  active: 'Active',
  upcoming: 'Upcoming',
  ended: 'Ended',
  lifted: 'Lifted',
}

type TabsProps = { filters: Filters; counts: Record<BanState, number> }

export function Tabs({ filters, counts }: TabsProps) {
  return (
    <nav
      aria-label="Bans by state"
      className="flex rounded-2 border border-line-2 bg-surface-3 max-desk:w-full"
    >
      {BAN_STATES.map((state) => (
        <Link
          key={state}
          href={withQuery('/bans', toQuery({ ...filters, state }))}
          prefetch={false}
          aria-current={filters.state === state ? 'page' : undefined}
          className="inline-flex min-h-8 items-center whitespace-nowrap justify-center gap-1.5 rounded-2 px-2.5 text-fg-2 hover:text-fg aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-fg max-desk:min-h-11 max-desk:flex-1 max-desk:flex-col max-desk:gap-0 max-desk:px-1"
        >
          {TAB_WORDS[state]}{' '}
          <span className="font-normal text-fg-2 tabular-nums">{counts[state].toLocaleString('en')}</span>
        </Link>
      ))}
    </nav>
  )
}

export function FilterForm({ filters: { search, state, policy, scope } }: { filters: Filters }) {
  return (
    <Form action="/bans" role="search" className="flex flex-wrap gap-2 max-desk:w-full">
      {state !== 'active' && <input type="hidden" name="state" value={state} />}
      <span className="relative block min-w-0 max-desk:basis-full desk:w-64">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-fg-3"
        />
        <Input
          type="search"
          name="search"
          aria-label="Search bans"
          placeholder="User ID, name, room or reason"
          defaultValue={search}
          maxLength={200}
          className="pl-8"
        />
      </span>
      <Select
        name="scope"
        aria-label="Scope"
        defaultValue={scope ?? ''}
        className="max-desk:min-w-24 max-desk:flex-1"
      >
        <option value="">Any scope</option>
        <option value="room">One room</option>
        <option value="pattern">Rooms like…</option>
        <option value="all">All rooms</option>
      </Select>
      <Select
        name="policy"
        aria-label="Policy"
        defaultValue={policy ?? ''}
        className="max-desk:min-w-24 max-desk:flex-1"
      >
        <option value="">Any policy</option>
        {currentPolicies().map(({ code, title }) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </Select>
      <Button type="submit">Search</Button>
    </Form>
  )
}
