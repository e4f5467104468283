import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireOperator } from '#lib/auth/session'
import { AppError } from '#lib/errors'
import { can, type Operator } from '#lib/permissions/permissions'
import { getReport } from '#lib/reports/report'
import type { ReportView } from '#lib/reports/view'
import { queueInput, reportIdInput } from '#lib/reports/work-schemas'
import { toAsked } from '../to-asked.ts'
import { REPORT_ACTIONS } from './report-actions.ts'
import { ReportScreen } from './report-screen.tsx'

export const metadata: Metadata = { title: 'Report' }

export default async function ReportPage({ params, searchParams }: PageProps<'/reports/[reportId]'>) {
  const operator = await requireOperator()
  const report = await findReport(operator, (await params).reportId)
  const { room } = report
  return (
    <ReportScreen
      key={report.id}
      asked={toAsked(queueInput.parse(await searchParams))}
      initial={report}
      role={operator.role}
      may={{
        work: can(operator, 'report.work', { room }),
        eject: can(operator, 'participant.eject', { room }),
        ban: can(operator, 'ban.room', { room }),
        banWide: can(operator, 'ban.wide', { room }),
        seeAudit: can(operator, 'audit.see', { room }),
      }}
      actions={REPORT_ACTIONS}
    />
  )
}

async function findReport(operator: Operator, reportId: string): Promise<ReportView> {
  const input = reportIdInput.safeParse({ reportId })
  if (!input.success) notFound()
  return getReport(operator, input.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
}
