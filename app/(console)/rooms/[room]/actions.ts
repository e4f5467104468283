'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { ejectTargets, stopDecision, undoBan } from '#lib/decisions/commands'
import { decisionIdInput, ejectInput } from '#lib/decisions/schemas'

export const ejectAction = operatorAction(ejectInput, ejectTargets)
export const undoBanAction = operatorAction(decisionIdInput, undoBan)
export const stopDecisionAction = operatorAction(decisionIdInput, stopDecision)
