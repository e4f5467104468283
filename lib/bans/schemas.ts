import { z } from 'zod'
import { parseCursor } from '#lib/keyset'
import { patternInput } from '#lib/permissions/schemas'
import { knownPolicyInput } from '#lib/policies/schemas'
import { storableText } from '#lib/storable-text'
import { BAN_SCOPES, BAN_STATES } from './view.ts'

export const banScopeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('room') }),
  z.strictObject({ kind: z.literal('pattern'), pattern: patternInput }),
  z.strictObject({ kind: z.literal('all') }),
])
export type BanScopeInput = z.output<typeof banScopeInput>

const DAY_SECONDS = 86_400
export const DEFAULT_BAN_SECONDS = 7 * DAY_SECONDS
export const LONGEST_BAN_SECONDS = 3_650 * DAY_SECONDS

/** Length of a ban in seconds; null is for good; absent is seven days. */
export const banSecondsInput = z
  .number()
  .int()
  .min(60, 'A ban lasts at least a minute.')
  .max(LONGEST_BAN_SECONDS, 'For longer than ten years choose “for good”.')
  .nullable()
  .default(DEFAULT_BAN_SECONDS)

const liftReasonInput = z
  .string()
  .trim()
  .min(1, 'Say why the ban is lifted.')
  .max(1_000, 'The reason has at most 1,000 characters.')
  .transform(storableText)

export const liftBanInput = z.strictObject({ banId: z.uuid(), reason: liftReasonInput })
export type LiftBanInput = z.output<typeof liftBanInput>

const MAX_LIFTED = 500

export const liftChosenInput = z.strictObject({
  banIds: z
    .array(z.uuid())
    .min(1, 'Pick at least one ban.')
    .max(MAX_LIFTED, `At most ${MAX_LIFTED} bans at once.`),
  reason: liftReasonInput,
})
export type LiftChosenInput = z.output<typeof liftChosenInput>

/** `shownEndsAt` is the end the operator saw: if it is another by now, a colleague was faster. Null is for good. */
export const changeEndInput = z.strictObject({
  banId: z.uuid(),
  shownEndsAt: momentInput().nullable(),
  endsAt: momentInput().nullable(),
})
export type ChangeEndInput = z.output<typeof changeEndInput>
export type ChangeEndRequest = z.input<typeof changeEndInput>

export const proposalInput = z.strictObject({ proposalId: z.uuid() })
export type ProposalInput = z.output<typeof proposalInput>

/** A moment in ISO 8601 with its zone. */
export function momentInput() {
  return z.iso
    .datetime({ offset: true, error: 'Write times with their zone, such as 2026-12-31T18:00:00Z.' })
    .transform((text) => new Date(text))
}

const banCursor = z
  .string()
  .transform(parseCursor)
  .refine((cursor) => cursor === null || z.uuid().safeParse(cursor.id).success)

const filters = {
  search: z
    .string()
    .max(200)
    .catch('')
    .transform((text) => storableText(text.trim())),
  state: z.enum(BAN_STATES).catch('active'),
  policy: knownPolicyInput.nullable().catch(null),
  scope: z.enum(BAN_SCOPES).nullable().catch(null),
}

/** From an address: what cannot be read counts as absent. */
export const listBansInput = z.object({ cursor: banCursor.nullable().catch(null), ...filters })
export type ListBansInput = z.output<typeof listBansInput>

export const exportBansInput = z.object({ format: z.enum(['csv', 'json']), ...filters })
export type ExportBansInput = z.output<typeof exportBansInput>
