import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHeldRows } from '#components/reports/held-rows'
import { type QueueAsked, queueQuery, toSearch } from '#components/reports/query-options'
import { QueueList } from '#components/reports/queue-list'
import { countWords } from '#components/reports/words'
import { useQueueTitle } from '../use-queue-title.ts'

const NONE: never[] = []

/** The list one came from, beside the report where there is room for it. */
export function QueuePane({ asked, current }: { asked: QueueAsked; current: string }) {
  const { data } = useQuery(queueQuery(asked))
  const [isHeld, hold] = useState(false)
  const { rows } = useHeldRows(data?.rows ?? NONE, isHeld, JSON.stringify(asked))
  useQueueTitle(data?.counts.open ?? 0)
  return (
    <nav aria-label="Queue" className="w-80 shrink-0 overflow-y-auto border-r border-line-2 max-wide:hidden">
      <p className="flex items-baseline gap-2 border-b border-line-2 bg-surface-2 px-6 py-2.5">
        <a href={`/reports${toSearch(asked)}`} className="font-semibold hover:underline">
          All reports
        </a>
        <span className="ml-auto text-fg-3">
          {data === undefined ? 'Loading…' : `${countWords(data.counts.open)} open`}
        </span>
      </p>
      <QueueList rows={rows} search={toSearch(asked)} current={current} compact onHold={hold} />
    </nav>
  )
}
