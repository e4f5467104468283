'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { claimNext } from '#lib/reports/claim-next'
import { ejectForReport } from '#lib/reports/decide'
import { fileReport } from '#lib/reports/file'
import { reopenReport, resolveReport } from '#lib/reports/resolve'
import { fileReportInput } from '#lib/reports/schemas'
import { addNote, claimReport, escalateReport, handOver, keepClaim, releaseReport } from '#lib/reports/work'
import {
  claimNextInput,
  escalateInput,
  handOverInput,
  noteInput,
  reopenInput,
  reportEjectInput,
  reportIdInput,
  resolveInput,
  seenReportInput,
} from '#lib/reports/work-schemas'

export const fileReportAction = operatorAction(fileReportInput, fileReport)
export const claimReportAction = operatorAction(seenReportInput, claimReport)
export const claimNextAction = operatorAction(claimNextInput, claimNext)
export const keepClaimAction = operatorAction(reportIdInput, keepClaim)
export const releaseReportAction = operatorAction(seenReportInput, releaseReport)
export const handOverAction = operatorAction(handOverInput, handOver)
export const escalateReportAction = operatorAction(escalateInput, escalateReport)
export const noteOnReportAction = operatorAction(noteInput, addNote)
export const resolveReportAction = operatorAction(resolveInput, resolveReport)
export const reopenReportAction = operatorAction(reopenInput, reopenReport)
export const ejectForReportAction = operatorAction(reportEjectInput, ejectForReport)
