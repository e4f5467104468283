import { stopDecisionAction, undoBanAction } from '../../rooms/[room]/actions.ts'
import {
  claimNextAction,
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

export const REPORT_ACTIONS = {
  claim: claimReportAction,
  keep: keepClaimAction,
  release: releaseReportAction,
  handOver: handOverAction,
  escalate: escalateReportAction,
  note: noteOnReportAction,
  resolve: resolveReportAction,
  reopen: reopenReportAction,
  eject: ejectForReportAction,
  next: claimNextAction,
  undoBan: undoBanAction,
  stop: stopDecisionAction,
}

export type ReportActions = typeof REPORT_ACTIONS
