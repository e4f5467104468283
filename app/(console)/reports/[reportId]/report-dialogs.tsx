import type { Role } from '#lib/permissions/permissions'
import type { ReportView } from '#lib/reports/view'
import { EscalateDialog } from './escalate-dialog.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { ReopenDialog } from './reopen-dialog.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'
import type { Work } from './use-work.ts'

export type DialogProps = { report: ReportView; work: Work }

export function ReportDialogs({ report, role, work }: DialogProps & { role: Role }) {
  switch (work.dialog) {
    case 'hand-over':
      return <HandOverDialog report={report} work={work} />
    case 'escalate':
      return <EscalateDialog role={role} work={work} />
    case 'act':
    case 'dismiss':
      return <ResolveDialog report={report} work={work} dismiss={work.dialog === 'dismiss'} />
    case 'reopen':
      return <ReopenDialog work={work} />
    case null:
      return null
  }
}
