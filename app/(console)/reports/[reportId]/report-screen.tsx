'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '#components/failed'
import { PolicyTitle } from '#components/policies/policies'
import { type QueueAsked, reportQuery } from '#components/reports/query-options'
import { About, Ago } from '#components/reports/words'
import { Banner } from '#components/ui/banner'
import { useLive } from '#components/ui/clock'
import { Time } from '#components/ui/time'
import type { Role } from '#lib/permissions/permissions'
import type { Complaint, ReportView } from '#lib/reports/view'
import { ClaimBar } from './claim-bar.tsx'
import { Complaints } from './complaints.tsx'
import { Decide } from './decide.tsx'
import { Evidence } from './evidence.tsx'
import { Foot } from './foot.tsx'
import { History } from './history.tsx'
import { QueuePane } from './queue-pane.tsx'
import type { ReportActions } from './report-actions.ts'
import { ReportDialogs } from './report-dialogs.tsx'
import { Standing } from './standing.tsx'
import { useKeptClaim } from './use-kept-claim.ts'
import { useReportKeys } from './use-report-keys.ts'
import { useWork } from './use-work.ts'

export type May = { work: boolean; eject: boolean; ban: boolean; banWide: boolean; seeAudit: boolean }

type ScreenProps = {
  asked: QueueAsked
  initial: ReportView
  role: Role
  may: May
  actions: ReportActions
}

/** One report from complaint to decision. Everything is live: what a colleague does shows within seconds. */
export function ReportScreen({ asked, initial, role, may, actions }: ScreenProps) {
  const isLive = useLive()
  const { data: report, error } = useQuery({ ...reportQuery(initial.id), initialData: initial })
  const [chosen, choose] = useState<Complaint | null>(null)
  const work = useWork({ report, asked, actions })
  useKeptClaim(report, actions.keep)
  const mayWork = may.work && !report.raised
  const isFree = report.claim === null || report.claim.mine
  const canWork = isLive && mayWork && isFree && !work.isPending
  const state = { report, canWork, mayWork, role, work }
  useReportKeys({ report, canWork, work })

  return (
    <div className="flex max-wide:min-h-0 max-wide:flex-1 max-desk:flex-col wide:h-[calc(100dvh-3rem)]">
      <QueuePane asked={asked} current={report.id} />
      <article aria-labelledby="report" className="flex min-w-0 flex-1 flex-col wide:overflow-hidden">
        <ClaimBar {...state} />
        {error !== null && (
          <Banner>
            <Failed error={error} /> What is shown may be old.
          </Banner>
        )}
        <div className="grid content-start gap-6 px-4 py-5 desk:px-6 wide:min-h-0 wide:flex-1 wide:overflow-y-auto">
          <Head report={report} />
          <Complaints report={report} chosen={chosen} onChoose={choose} />
          <Evidence report={report} />
          <History report={report} may={may.work} note={work.note} />
        </div>
        <Foot {...state} />
      </article>
      <aside
        aria-label="Reported person"
        className="flex shrink-0 flex-col divide-y divide-line-2 border-line-2 bg-surface-2 max-desk:border-t desk:w-80 desk:border-l wide:w-92 wide:overflow-y-auto"
      >
        <Standing report={report} />
        <Decide report={report} chosen={chosen} may={may} enabled={canWork} actions={actions} />
      </aside>
      <ReportDialogs report={report} role={role} work={work} />
    </div>
  )
}

function Head({ report }: { report: ReportView }) {
  return (
    <header className="grid gap-1">
      <h1 id="report" className="text-xl font-semibold">
        <PolicyTitle code={report.category} />
      </h1>
      <p className="flex flex-wrap gap-x-1.5 text-fg-2">
        <span>
          About <About report={report} /> in{' '}
          <a href={`/rooms/${encodeURIComponent(report.room)}`} className="text-accent underline">
            <bdi>{report.room}</bdi>
          </a>
        </span>
        <span>
          · came in <Time at={report.firstAt} format="moment" />
          <Ago at={report.firstAt} />
        </span>
      </p>
    </header>
  )
}
