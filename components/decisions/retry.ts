import type { DecisionView } from '#lib/decisions/status'
import { isNotDone } from '#lib/decisions/status'
import { type Confirmation, type Confirmed, NO_BAN } from './confirmation.ts'

/** The same decision once more, on those it was not done to. */
export function toRetry(decision: DecisionView, { ban, banScope, banSeconds }: Confirmed): Confirmation {
  return {
    targets: decision.targets.filter(isNotDone).map(({ kind, id }) => ({ kind, id })),
    ban: {
      on: ban === true,
      scope: banScope ?? NO_BAN.scope,
      seconds: banSeconds ?? null,
      lengthChosen: true,
    },
    policy: decision.policy,
    reason: decision.reason,
    retryOf: decision.id,
  }
}
