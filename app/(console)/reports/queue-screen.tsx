'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Failed } from '#components/failed'
import { Pager } from '#components/pager'
import { useHeldRows } from '#components/reports/held-rows'
import { type QueueAsked, queueQuery, toSearch } from '#components/reports/query-options'
import { QueueList } from '#components/reports/queue-list'
import { Age, countWords } from '#components/reports/words'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { toDuration } from '#components/ui/clock'
import { Fact, PageHead } from '#components/ui/page-head'
import type { QueueView } from '#lib/reports/view'
import { NoReports } from './no-reports.tsx'
import { NoticeMenu } from './notice-menu.tsx'
import { QueueFilters, QueueTabs } from './queue-filters.tsx'
import { type ClaimNext, TakeNext } from './take-next.tsx'
import { useQueueKeys } from './use-queue-keys.ts'
import { useQueueTitle } from './use-queue-title.ts'

type ScreenProps = {
  asked: QueueAsked
  initial: QueueView
  /** A room in the address that is not among the operator's. */
  notTheirs: string | null
  mayWork: boolean
  claimNext: ClaimNext
}

export function QueueScreen({ asked, initial, notTheirs, mayWork, claimNext }: ScreenProps) {
  const { data, error } = useQuery({ ...queueQuery(asked), initialData: initial })
  const [isHeld, hold] = useState(false)
  const { rows, fresh, release } = useHeldRows(data.rows, isHeld, JSON.stringify(asked))
  const searchBox = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  useQueueKeys(searchBox, list)
  useQueueTitle(data.counts.open)
  const href = (cursor: string | null) =>
    cursor === null ? null : (`/reports${toSearch({ ...asked, cursor })}` as const)

  return (
    <>
      <PageHead
        title="Reports"
        actions={
          <>
            <NoticeMenu />
            {mayWork && <TakeNext asked={asked} claimNext={claimNext} />}
          </>
        }
      >
        <Facts view={data} />
      </PageHead>
      {error !== null && (
        <Banner>
          <Failed error={error} /> The list below may be old.
        </Banner>
      )}
      {notTheirs !== null && (
        <Banner icon="lock">
          <bdi>{notTheirs}</bdi> is not among your rooms. These are the reports from yours.
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
        <QueueFilters asked={asked} box={searchBox} />
        <QueueTabs asked={asked} counts={data.counts} />
        <span role="status" className="ml-auto">
          {fresh > 0 && (
            <Button size="sm" onClick={release}>
              {fresh.toLocaleString('en')} new
            </Button>
          )}
        </span>
      </div>
      {rows.length === 0 ? (
        <NoReports asked={asked} />
      ) : (
        <QueueList ref={list} rows={rows} search={toSearch(asked)} onHold={hold} />
      )}
      {rows.length > 0 && (
        <Pager
          newer={href(data.newer)}
          older={href(data.older)}
          {...(asked.tab !== 'resolved' && { words: { newer: 'More urgent', older: 'Less urgent' } })}
        />
      )}
    </>
  )
}

function Facts({ view: { counts, oldestAt, toDecision } }: { view: QueueView }) {
  return (
    <>
      <Fact icon="flag">
        <b className="font-semibold text-fg">{countWords(counts.open)} open</b>
        {counts.open > 0 && `, ${countWords(Math.max(0, counts.open - counts.claimed))} unclaimed`}
      </Fact>
      {oldestAt !== null && (
        <Fact icon="clock">
          oldest waits{' '}
          <b className="font-semibold text-fg">
            <Age at={oldestAt} />
          </b>
        </Fact>
      )}
      {toDecision !== null && (
        <Fact icon="out">
          report to decision today{' '}
          <b className="font-semibold text-fg">{toDuration(toDecision.medianSeconds * 1_000)}</b>, median of{' '}
          {toDecision.decisions.toLocaleString('en')}
        </Fact>
      )}
    </>
  )
}
