import type { DecisionActions } from '#components/decisions/actions-type'
import type { ActionResult } from '#lib/errors'
import type { ClaimNext } from '../take-next.tsx'
import type {
  claimReportAction,
  ejectForReportAction,
  escalateReportAction,
  handOverAction,
  keepClaimAction,
  noteOnReportAction,
  releaseReportAction,
  reopenReportAction,
  resolveReportAction,
} from '../work-actions.ts'

export type ReportActions = Pick<DecisionActions, 'undoBan' | 'stop'> & {
  claim: typeof claimReportAction
  keep: typeof keepClaimAction
  release: typeof releaseReportAction
  handOver: typeof handOverAction
  escalate: typeof escalateReportAction
  note: typeof noteOnReportAction
  resolve: typeof resolveReportAction
  reopen: typeof reopenReportAction
  eject: typeof ejectForReportAction
  next: ClaimNext
}

export type ChangeAction<Input> = (input: Input) => Promise<ActionResult<{ version: number }>>
