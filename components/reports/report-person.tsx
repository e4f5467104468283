'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button'
import { News } from '#components/ui/news'
import type { PolicyCode } from '#lib/policies/policies'
import type { ReportedPerson } from '#lib/reports/view'
import { type FileReport, ReportDialog } from './report-dialog.tsx'

type PersonProps = { room: string; person: ReportedPerson; policy: PolicyCode; fileReport: FileReport }

/** Puts a report about one person into the queue, and says where it went. */
export function ReportPerson(props: PersonProps) {
  const [isOpen, open] = useState(false)
  const [reportId, setReportId] = useState<string | null>(null)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3">
      <Button look="quiet" onClick={() => open(true)}>
        Report…
      </Button>
      <div role="status">
        {reportId !== null && (
          <News key={reportId} icon="check">
            <Link href={`/reports/${reportId}`} className="underline">
              Reported
            </Link>
          </News>
        )}
      </div>
      {isOpen && (
        <ReportDialog
          {...props}
          onCancel={() => open(false)}
          onFiled={(filed) => {
            setReportId(filed.reportId)
            open(false)
          }}
        />
      )}
    </div>
  )
}
