import type { DecisionIdInput, EjectRequest } from '#lib/decisions/schemas'
import type { DecisionView } from '#lib/decisions/status'
import type { ActionResult } from '#lib/errors'

export type DecisionActions = {
  eject: (input: EjectRequest) => Promise<ActionResult<DecisionView>>
  undoBan: (input: DecisionIdInput) => Promise<ActionResult<DecisionView>>
  stop: (input: DecisionIdInput) => Promise<ActionResult<DecisionView>>
}
