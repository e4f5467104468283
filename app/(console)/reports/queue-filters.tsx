import Form from 'next/form'
import type { RefObject } from 'react'
import { useAllPolicies } from '#components/policies/policies'
import { PolicyFilter } from '#components/policies/policy-filter'
import { type QueueAsked, toSearch } from '#components/reports/query-options'
import { countWords } from '#components/reports/words'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/field'
import { FilterSearch } from '#components/ui/search-field'
import { TabCount, TabNav, tabClass } from '#components/ui/tabs'
import { QUEUE_TABS, type QueueCounts, type QueueTab } from '#lib/reports/view'

type FiltersProps = { asked: QueueAsked; box: RefObject<HTMLInputElement | null> }

export function QueueFilters({ asked: { tab, room, policy, search }, box }: FiltersProps) {
  const policies = useAllPolicies()
  return (
    <Form action="/reports" role="search" className="flex flex-wrap gap-2 max-desk:w-full">
      {tab !== 'open' && <input type="hidden" name="tab" value={tab} />}
      <FilterSearch
        ref={box}
        label="Search reports"
        placeholder="User ID, name or words"
        defaultValue={search ?? ''}
        className="desk:w-56"
      />
      <Input
        name="room"
        aria-label="Room, exactly"
        placeholder="Room, exactly"
        defaultValue={room ?? ''}
        maxLength={128}
        className="max-desk:flex-1 desk:w-36!"
      />
      <PolicyFilter policies={policies} chosen={policy ?? null} />
      <Button type="submit">Search</Button>
    </Form>
  )
}

const TAB_WORDS: Record<QueueTab, string> = {
  open: 'Open',
  mine: 'Mine',
  claimed: 'Claimed',
  escalated: 'Escalated',
  resolved: 'Resolved',
}

export function QueueTabs({ asked, counts }: { asked: QueueAsked; counts: QueueCounts }) {
  const { cursor: _, ...rest } = asked
  return (
    <TabNav label="Reports by state">
      {QUEUE_TABS.map((tab) => (
        <a
          key={tab}
          href={`/reports${toSearch({ ...rest, tab })}`}
          aria-current={asked.tab === tab ? 'page' : undefined}
          className={tabClass('max-desk:flex-1')}
        >
          {TAB_WORDS[tab]} {tab !== 'resolved' && <TabCount>{countWords(counts[tab])}</TabCount>}
        </a>
      ))}
    </TabNav>
  )
}
