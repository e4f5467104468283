import type { EjectRequest, PreFlightRequest } from '#lib/decisions/schemas'
import type { PolicyCode } from '#lib/policies/policies'

/** `auto`: a UUID of which it is not known yet whether it names a participant or a user. */
export type DraftTarget = { kind: 'participant' | 'user' | 'auto'; id: string }

export type BanScope = NonNullable<EjectRequest['banScope']>
export type Ban = { on: boolean; scope: BanScope; seconds: number | null; lengthChosen: boolean }

export const NO_BAN: Ban = { on: false, scope: { kind: 'room' }, seconds: 7 * 86_400, lengthChosen: false }

/** What the dialog asks about. */
export type Confirmation = {
  targets: readonly DraftTarget[]
  ban: Ban
  policy: PolicyCode
  reason: string
  retryOf: string | null
}

/** What the dialog, once confirmed, sends; without the key that tells one confirmation from the next. */
export type Confirmed = Omit<EjectRequest, 'intentKey'>

export function toPreFlightRequest(targets: readonly DraftTarget[], ban: Ban): PreFlightRequest {
  return { targets: [...targets], ban: ban.on, banScope: ban.scope }
}

export function toConfirmed(
  room: string,
  { ban, policy, reason, retryOf }: Confirmation,
  targets: EjectRequest['targets'],
): Confirmed {
  return {
    room,
    targets,
    ban: ban.on,
    banScope: ban.scope,
    banSeconds: ban.seconds,
    policy,
    reason,
    ...(retryOf !== null && { retryOf }),
  }
}
