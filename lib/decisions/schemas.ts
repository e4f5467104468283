import { z } from 'zod'
import { banScopeInput, banSecondsInput } from '#lib/bans/schemas'
import { isShortEnoughId, MAX_ID_UNITS } from '#lib/daily/ids'
import { isOffered } from '#lib/policies/book'
import { USUAL_POLICY } from '#lib/policies/policies'
import { knownPolicyInput, policyFault } from '#lib/policies/schemas'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'
import { switchInput } from '#lib/switch'
import { MAX_TARGETS } from './targets.ts'

export const MAX_REASON_LENGTH = 1_000

const idInput = z
  .string()
  .min(1)
  .refine(isShortEnoughId, `IDs have at most ${MAX_ID_UNITS} characters.`)
  .refine((id) => storableText(id) === id, 'An ID holds a character that no ID can have.')

const targetInput = z.strictObject({ kind: z.enum(['participant', 'user']), id: idInput })

export const reasonInput = z
  .string()
  .max(MAX_REASON_LENGTH, `The reason has at most ${MAX_REASON_LENGTH.toLocaleString('en')} characters.`)
  .default('')
  .transform(storableText)

export const ejectInput = z
  .strictObject({
    room: roomNameInput,
    intentKey: z.uuid(),
    targets: z
      .array(targetInput)
      .min(1, 'Name at least one person.')
      .max(MAX_TARGETS, `At most ${MAX_TARGETS.toLocaleString('en')} people in one decision.`),
    ban: switchInput,
    banScope: banScopeInput.default({ kind: 'room' }),
    banSeconds: banSecondsInput,
    policy: knownPolicyInput.default(USUAL_POLICY),
    reason: reasonInput,
    /** The decision whose undone targets this one sends again. */
    retryOf: z.uuid().optional(),
  })
  .refine(({ policy, retryOf }) => retryOf !== undefined || isOffered(policy), {
    path: ['policy'],
    error: policyFault,
  })

export type EjectInput = z.output<typeof ejectInput>
/** What the browser sends. */
export type EjectRequest = z.input<typeof ejectInput>

export const preFlightInput = z.strictObject({
  targets: z
    .array(
      z.strictObject({
        kind: z.enum(['participant', 'user', 'auto']),
        id: idInput,
      }),
    )
    .max(MAX_TARGETS),
  ban: switchInput,
  banScope: banScopeInput.default({ kind: 'room' }),
  /** The confirmation dialog is open: colleagues see who is being decided on. */
  deciding: switchInput,
})

export type PreFlightInput = z.output<typeof preFlightInput>
export type PreFlightRequest = z.input<typeof preFlightInput>

export const decisionIdInput = z.strictObject({ decisionId: z.uuid() })
export type DecisionIdInput = z.output<typeof decisionIdInput>
