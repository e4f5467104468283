import Form from 'next/form'
import type { RefObject } from 'react'
import { useAllPolicies } from '#components/policies/policies'
import { type QueueAsked, toSearch } from '#components/reports/query-options'
import { countWords } from '#components/reports/words'
import { Button } from '#components/ui/button'
import { Input, Select } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { QUEUE_TABS, type QueueCounts, type QueueTab } from '#lib/reports/view'

type FiltersProps = { asked: QueueAsked; box: RefObject<HTMLInputElement | null> }

export function QueueFilters({ asked: { tab, room, policy, search }, box }: FiltersProps) {
  const policies = useAllPolicies()
  return (
    <Form action="/reports" role="search" className="flex flex-wrap gap-2 max-desk:w-full">
      {tab !== 'open' && <input type="hidden" name="tab" value={tab} />}
      <span className="relative block min-w-0 max-desk:basis-full desk:w-56">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-fg-3"
        />
        <Input
          ref={box}
          type="search"
          name="search"
          aria-label="Search reports"
          placeholder="User ID, name or words"
          defaultValue={search ?? ''}
          maxLength={200}
          className="pl-8"
        />
      </span>
      <Input
        name="room"
        aria-label="Room, exactly"
        placeholder="Room, exactly"
        defaultValue={room ?? ''}
        maxLength={128}
        className="max-desk:flex-1 desk:w-36!"
      />
      <Select
        name="policy"
        aria-label="Policy"
        defaultValue={policy ?? ''}
        className="max-desk:min-w-24 max-desk:flex-1"
      >
        <option value="">Any policy</option>
        {policies.map(({ code, title }) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </Select>
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
    <nav
      aria-label="Reports by state"
      className="flex rounded-2 border border-line-2 bg-surface-3 max-desk:w-full max-desk:overflow-x-auto"
    >
      {QUEUE_TABS.map((tab) => (
        <a
          key={tab}
          href={`/reports${toSearch({ ...rest, tab })}`}
          aria-current={asked.tab === tab ? 'page' : undefined}
          className="inline-flex min-h-8 items-center justify-center gap-1.5 rounded-2 px-2.5 whitespace-nowrap text-fg-2 hover:text-fg focus-visible:-outline-offset-2 aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-fg max-desk:min-h-11 max-desk:flex-1"
        >
          {TAB_WORDS[tab]}{' '}
          {tab !== 'resolved' && (
            <span className="font-normal text-fg-2 tabular-nums">{countWords(counts[tab])}</span>
          )}
        </a>
      ))}
    </nav>
  )
}
