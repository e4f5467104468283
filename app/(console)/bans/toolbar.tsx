import Form from 'next/form'
import Link from 'next/link'
import { withQuery } from '#components/pager'
import { PolicyFilter } from '#components/policies/policy-filter'
import { Button } from '#components/ui/button'
import { Select } from '#components/ui/field'
import { FilterSearch } from '#components/ui/search-field'
import { TabCount, TabNav, tabClass } from '#components/ui/tabs'
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
    <TabNav label="Bans by state">
      {BAN_STATES.map((state) => (
        <Link
          key={state}
          href={withQuery('/bans', toQuery({ ...filters, state }))}
          prefetch={false}
          aria-current={filters.state === state ? 'page' : undefined}
          className={tabClass('max-desk:flex-1 max-desk:flex-col max-desk:gap-0 max-desk:px-1')}
        >
          {TAB_WORDS[state]} <TabCount>{counts[state].toLocaleString('en')}</TabCount>
        </Link>
      ))}
    </TabNav>
  )
}

export function FilterForm({ filters: { search, state, policy, scope } }: { filters: Filters }) {
  return (
    <Form action="/bans" role="search" className="flex flex-wrap gap-2 max-desk:w-full">
      {state !== 'active' && <input type="hidden" name="state" value={state} />}
      <FilterSearch
        label="Search bans"
        placeholder="User ID, name, room or reason"
        defaultValue={search}
        className="desk:w-64"
      />
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
      <PolicyFilter policies={currentPolicies()} chosen={policy} />
      <Button type="submit">Search</Button>
    </Form>
  )
}
